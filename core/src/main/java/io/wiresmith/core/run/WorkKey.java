package io.wiresmith.core.run;

import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.util.List;
import java.util.Map;

/**
 * The identity of a piece of work: equal keys mean equal results, wherever they were made.
 *
 * @param value 64 hexadecimal digits
 */
public record WorkKey(String value) {
  /**
   * The key of a piece of work.
   *
   * @param request what is asked, without URIs, paths and master
   * @param inputs digests of what goes in; their order does not matter
   * @param codeRevision the code that does it
   */
  public static WorkKey of(Map<String, ?> request, List<String> inputs, String codeRevision) {
    Map<String, Object> all =
        Map.of(
            "request", request,
            "inputs", inputs.stream().sorted().toList(),
            "code", codeRevision);
    return new WorkKey(Sha256.of(Json.line(all)));
  }

  /** The first twelve digits, for people. */
  public String brief() {
    return value.substring(0, 12);
  }

  @Override
  public String toString() {
    return value;
  }
}
