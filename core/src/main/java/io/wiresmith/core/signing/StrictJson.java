package io.wiresmith.core.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** JSON of strangers: bounded, no name twice, nothing behind it, no field that is not known. */
final class StrictJson {
  private static final int DEEPEST = 12;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(SignatureBundle.LARGEST)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** The object that stands in some bytes; empty if they are anything else. */
  static Optional<JsonNode> object(byte[] bytes) {
    try {
      return Optional.ofNullable(MAPPER.readTree(bytes)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether an object has all the required fields, and beside them at most the optional ones. */
  static boolean has(JsonNode object, Set<String> required, Set<String> optional) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    boolean whole = object.isObject() && names.containsAll(required);
    names.removeAll(required);
    return whole && optional.containsAll(names);
  }
}
