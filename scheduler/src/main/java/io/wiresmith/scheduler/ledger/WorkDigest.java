package io.wiresmith.scheduler.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What decides the result of a window: its work key and the parts of it, to tell what changed.
 *
 * @param key the work key of the run, over all of them and the window
 * @param inputs digest of the telemetry
 * @param config digest of the configuration
 * @param code the code revision
 */
public record WorkDigest(String key, String inputs, String config, String code) {
  /** Nothing is known. */
  public static final WorkDigest NONE = new WorkDigest("", "", "", "");

  /** What is otherwise than before, in words; none where it is the same work. */
  public List<String> changedSince(WorkDigest before) {
    List<String> changes = new ArrayList<>();
    if (!inputs.equals(before.inputs)) {
      changes.add("data");
    }
    if (!config.equals(before.config)) {
      changes.add("config");
    }
    if (!code.equals(before.code)) {
      changes.add("code");
    }
    if (changes.isEmpty() && !key.equals(before.key)) {
      changes.add("request");
    }
    return changes;
  }
}
