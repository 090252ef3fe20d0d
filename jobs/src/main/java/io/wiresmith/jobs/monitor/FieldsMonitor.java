package io.wiresmith.jobs.monitor;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.FieldFigures;
import io.wiresmith.core.fields.FieldScores;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.evaluation.fields.FieldsEvaluator;
import io.wiresmith.jobs.monitor.DetectClient.Answered;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sends a reference set of labelled messages to a running server, one after the other, and judges
 * how fast and how well it answers.
 */
public final class FieldsMonitor {
  /** Requests before the clock counts: the first ones of a connection are slower. */
  private static final int WARM_UP = 10;

  private final DetectClient client;
  private final MonitorRules rules;

  /** A monitor of that server; the token is for one that asks for it. */
  public FieldsMonitor(URI server, Optional<String> token, MonitorRules rules) {
    this.client = new DetectClient(server, token);
    this.rules = rules;
  }

  /**
   * What was found.
   *
   * @param reasons for an alarm; none where all is well
   * @param figures for people and programs
   */
  public record Finding(List<String> reasons, Map<String, Object> figures) {
    /** Whether something is wrong. */
    public boolean alarm() {
      return !reasons.isEmpty();
    }
  }

  /**
   * Asks for all messages.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the server does not answer, {@code
   *     DATA_QUALITY} if no message can be judged
   */
  public Finding run(List<LabelledMessage> reference) {
    List<LabelledMessage> messages =
        reference.stream()
            .filter(it -> it.length() <= MessageTelemetry.MOST_LEARNED_BYTES)
            .toList();
    messages.stream().limit(WARM_UP).forEach(it -> client.ask(it.bytes()));
    Tally tally = new Tally();
    messages.forEach(it -> tally.add(it, client.ask(it.bytes())));
    if (tally.failed.isEmpty() && tally.scores.macro().messages() == 0) {
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          "None of the %d reference messages can be judged; required is one of %d to %d bytes."
              .formatted(
                  reference.size(), FieldScores.FEWEST_BYTES, MessageTelemetry.MOST_LEARNED_BYTES));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("messages", messages.size());
    figures.put("too_long", reference.size() - messages.size());
    figures.putAll(tally.figures());
    return new Finding(tally.reasons(rules), figures);
  }

  /** What came back so far. */
  private static final class Tally {
    private final FieldScores scores = new FieldScores();
    private final List<Double> millis = new ArrayList<>();
    private final TreeSet<String> versions = new TreeSet<>();
    private final Map<Integer, Integer> failed = new TreeMap<>();
    private int byRules;

    void add(LabelledMessage message, Answered answered) {
      if (answered.status() != 200) {
        failed.merge(answered.status(), 1, Integer::sum);
        return;
      }
      millis.add(answered.took().toNanos() / 1e6);
      versions.add(answered.version());
      byRules += answered.fallback() ? 1 : 0;
      scores.add(message.protocol(), message.fields(), answered.fields());
    }

    Map<String, Object> figures() {
      FieldFigures macro = macro();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("judged", macro.messages());
      figures.put("failed", failed);
      figures.put("answered_by_rules", byRules);
      figures.put("model_versions", versions);
      figures.put("latency_ms", latency());
      figures.put("accuracy", macro.f1());
      figures.put("boundary_precision", macro.precision());
      figures.put("boundary_recall", macro.recall());
      figures.put("perfection", macro.perfection());
      figures.put("type_accuracy", macro.typeAccuracy());
      return figures;
    }

    /** Over the protocols that the gate counts. */
    private FieldFigures macro() {
      return scores.macro(FieldsEvaluator.PROTOCOLS);
    }

    private Map<String, Double> latency() {
      List<Double> sorted = millis.stream().sorted().toList();
      Map<String, Double> latency = new LinkedHashMap<>();
      latency.put("mean", mean());
      latency.put("p50", quantile(sorted, 0.5));
      latency.put("p99", quantile(sorted, 0.99));
      latency.put("max", quantile(sorted, 1));
      return latency;
    }

    private double mean() {
      return millis.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double quantile(List<Double> sorted, double share) {
      int at = (int) Math.ceil(share * sorted.size()) - 1;
      return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, at));
    }

    List<String> reasons(MonitorRules rules) {
      List<String> reasons = new ArrayList<>();
      if (!(mean() <= rules.mostLatencyMillis())) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "an answer takes %.2f ms on average; at most %s are allowed",
                mean(),
                rules.mostLatencyMillis()));
      }
      double accuracy = macro().f1();
      if (!(accuracy >= rules.leastAccuracy())) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "the macro F1 of the boundaries is %.4f; required is %s",
                accuracy,
                rules.leastAccuracy()));
      }
      if (!failed.isEmpty()) {
        reasons.add("requests failed, by HTTP status: " + failed);
      }
      if (byRules > 0) {
        reasons.add(byRules + " answers are by rules: the server has no model");
      }
      return reasons;
    }
  }
}
