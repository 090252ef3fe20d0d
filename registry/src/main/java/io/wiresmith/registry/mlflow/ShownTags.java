package io.wiresmith.registry.mlflow;

import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the tags and figures of a run that goes on say. */
final class ShownTags {
  /** How a run or a step stands: running, done or failed. */
  static final String STATE = "wiresmith.state";

  /** Of a run that was deleted: number of the version that another run of the same key had made. */
  static final String WITHDRAWN = "wiresmith.withdrawn";

  private static final String MESSAGE = "wiresmith.message";
  private static final String ATTEMPTS = "wiresmith.attempts";
  private static final String NOTE = "mlflow.note.content";
  private static final String BLESSED = "blessed";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final int LONGEST = 5000;

  /** Results that say something elsewhere too; the others are paths of this machine. */
  private static final Set<String> SPOKEN =
      Set.of("dataset", "artifact", "source", "previous", "reasons", "version", "verdict");

  private ShownTags() {}

  static Map<String, String> ofBeginning(RunRecord run) {
    return Map.of(
        "mlflow.user",
        System.getProperty("user.name", "unknown"),
        "mlflow.source.name",
        "bin/wiresmith run " + run.model(),
        "mlflow.source.type",
        "JOB",
        "wiresmith.run_key",
        run.workKey(),
        STATE,
        "running");
  }

  /** A run that ends without a blessed model has its reason as description. */
  static Map<String, String> ofEnd(RunRecord run) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(STATE, word(run.state()));
    tags.put(MESSAGE, cut(run.message()));
    run.verdict().ifPresent(verdict -> tags.put("wiresmith.gate", verdict));
    if (!published(run)) {
      String what = run.verdict().orElse("failed");
      tags.put(NOTE, cut("**No version: " + what + ".** " + run.message()));
    }
    return tags;
  }

  /** MLflow's word for how a run ended. */
  static String status(RunRecord run) {
    return published(run) ? "FINISHED" : "FAILED";
  }

  private static boolean published(RunRecord run) {
    return run.state() == RunState.DONE && run.verdict().map(BLESSED::equals).orElse(true);
  }

  static Map<String, String> attempts(int attempts) {
    return Map.of(STATE, "running", ATTEMPTS, Integer.toString(attempts));
  }

  static Map<String, String> of(StepRecord step) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(STATE, word(step.state()));
    tags.put(MESSAGE, cut(step.message()));
    tags.put(NOTE, cut(step.message()));
    tags.put("wiresmith.reused", Boolean.toString(step.reused()));
    tags.put("wiresmith.work_key", step.workKey());
    step.result()
        .forEach(
            (name, text) -> {
              if (SPOKEN.contains(name)) {
                tags.put("wiresmith." + name, cut(text));
              }
            });
    return tags;
  }

  /** Seconds and counts of rows. */
  static List<Map<String, Object>> figures(StepRecord step, Instant end) {
    List<Map<String, Object>> all = new ArrayList<>();
    double seconds = Duration.between(step.startedAt(), end).toMillis() / 1000.0;
    all.add(figure("duration_seconds", seconds, 0, end.toEpochMilli()));
    new TreeMap<>(step.result())
        .forEach(
            (name, text) -> {
              if (NUMBER.matcher(text).matches() && !SPOKEN.contains(name)) {
                String key = name.equals("rows") ? name : "rows/" + name;
                all.add(figure(key, Double.parseDouble(text), 0, end.toEpochMilli()));
              }
            });
    return all;
  }

  /** A point in MLflow's form. */
  static Map<String, Object> figure(String key, double value, long step, long millis) {
    return Map.of(
        "key", key,
        "value", Double.isFinite(value) ? value : Double.toString(value),
        "step", step,
        "timestamp", millis);
  }

  private static String word(RunState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
