package io.wiresmith.core.signing;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is signed: an in-toto statement that names every file by digest.
 *
 * @param subject what the whole is called, for people
 * @param digests file name to SHA-256
 */
record SignedStatement(String subject, Map<String, String> digests) {
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";
  private static final String SHA256 = "sha256";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  SignedStatement {
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
  }

  /** Reads a statement; empty if a single thing in it is not as it should be. */
  static Optional<SignedStatement> parse(byte[] payload) {
    return StrictJson.object(payload).filter(SignedStatement::isStatement).flatMap(it -> of(it));
  }

  private static boolean isStatement(JsonNode statement) {
    JsonNode serialization = statement.at("/predicate/serialization");
    return TYPE.equals(statement.path("_type").textValue())
        && PREDICATE_TYPE.equals(statement.path("predicateType").textValue())
        && statement.path("subject").isArray()
        && statement.path("subject").size() == 1
        && "files".equals(serialization.path("method").textValue())
        && SHA256.equals(serialization.path("hash_type").textValue())
        && statement.at("/predicate/resources").isArray();
  }

  private static Optional<SignedStatement> of(JsonNode statement) {
    Map<String, String> digests = new TreeMap<>();
    MessageDigest all = Sha256.digest();
    for (JsonNode resource : statement.at("/predicate/resources")) {
      String name = resource.path("name").asText();
      String digest = resource.path("digest").asText();
      boolean sound =
          SHA256.equals(resource.path("algorithm").textValue())
              && DIGEST.matcher(digest).matches()
              && FILE.matcher(name).matches()
              && !name.equals(Artifact.SIGNATURE);
      if (!sound || digests.put(name, digest) != null) {
        return Optional.empty();
      }
      all.update(HexFormat.of().parseHex(digest));
    }
    String subject = statement.at("/subject/0/name").asText();
    String whole = statement.at("/subject/0/digest/sha256").asText();
    return Optional.of(new SignedStatement(subject, digests))
        .filter(it -> Sha256.hex(all.digest()).equals(whole));
  }

  byte[] bytes() {
    MessageDigest all = Sha256.digest();
    List<Map<String, String>> resources = new ArrayList<>();
    digests.forEach(
        (name, digest) -> {
          all.update(HexFormat.of().parseHex(digest));
          resources.add(Map.of("name", name, "algorithm", SHA256, "digest", digest));
        });
    Map<String, Object> how =
        Map.of(
            "method",
            "files",
            "hash_type",
            SHA256,
            "allow_symlinks",
            false,
            "ignore_paths",
            List.of(Artifact.SIGNATURE));
    Map<String, Object> whole =
        Map.of("name", subject, "digest", Map.of(SHA256, Sha256.hex(all.digest())));
    return Json.bytes(
        Map.of(
            "_type",
            TYPE,
            "subject",
            List.of(whole),
            "predicateType",
            PREDICATE_TYPE,
            "predicate",
            Map.of("serialization", how, "resources", resources)));
  }
}
