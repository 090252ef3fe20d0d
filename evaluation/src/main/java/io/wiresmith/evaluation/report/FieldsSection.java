package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import io.wiresmith.core.io.HtmlText;
import java.util.ArrayList;
import java.util.List;

/** The figures of fields by protocol, on random bytes, and how long it takes. */
final class FieldsSection {
  private static final List<String> MODEL =
      List.of(
          "boundary_f1", "boundary_precision", "boundary_recall", "perfection", "type_accuracy");
  private static final List<String> BESIDE = List.of("every_byte", "grid_2", "grid_4", "nemesys");

  private FieldsSection() {}

  static String of(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (Slice slice : slices(report)) {
      List<String> row = new ArrayList<>(List.of(slice.value()));
      MODEL.forEach(metric -> row.add(percent(slice, metric)));
      BESIDE.forEach(name -> row.add(percent(slice, "boundary_f1_" + name)));
      row.add(Numbers.count(slice.rows()));
      row.add(counts(report, slice.value()) ? "yes" : "");
      rows.add(row);
    }
    return rows.isEmpty()
        ? ""
        : Html.table(
                List.of(
                    "",
                    "F1",
                    "precision",
                    "recall",
                    "perfection",
                    "type accuracy",
                    "F1 of every byte",
                    "2-byte grid",
                    "4-byte grid",
                    "NEMESYS",
                    "messages",
                    "in the means"),
                rows)
            + "<p>"
            + HtmlText.escaped(means(report) + random(report) + latency(report))
            + "</p>\n";
  }

  /** Those of the means, in words. */
  static String protocols(EvaluationReport report) {
    int count = ForecastSection.detail(report, "protocols").path("macro").size();
    return count == 1 ? "1 protocol" : count + " protocols";
  }

  private static boolean counts(EvaluationReport report, String protocol) {
    for (JsonNode counted : ForecastSection.detail(report, "protocols").path("macro")) {
      if (counted.asText().equals(protocol)) {
        return true;
      }
    }
    return false;
  }

  private static String means(EvaluationReport report) {
    JsonNode protocols = ForecastSection.detail(report, "protocols");
    List<String> missing = new ArrayList<>();
    protocols.path("missing").forEach(name -> missing.add(name.asText()));
    String names = String.join(", ", missing);
    if (protocols.path("wanted").asBoolean(true)) {
      return missing.isEmpty() ? "" : "No message of these was judged: " + names + ". ";
    }
    return "None of the protocols that count (%s) was judged: the means are over all that there are. "
        .formatted(names);
  }

  private static String random(EvaluationReport report) {
    JsonNode random = ForecastSection.detail(report, "random_bytes");
    return "Of %s places in %s messages of random bytes %s were called boundaries. "
        .formatted(
            Numbers.count(random.path("positions").asLong()),
            Numbers.count(random.path("messages").asLong()),
            Numbers.count(random.path("boundaries").asLong()));
  }

  private static String latency(EvaluationReport report) {
    JsonNode latency = ForecastSection.detail(report, "latency");
    return "ONNX Runtime on one thread of the machine that evaluated, messages of %s bytes: one %s, %s together %s."
        .formatted(
            latency.path("bytes").asText(),
            ForecastSection.millis(latency.path("oneRow")),
            latency.path("batchRows").asText(),
            ForecastSection.millis(latency.path("batch")));
  }

  private static String percent(Slice slice, String metric) {
    return Numbers.percent(slice.metrics().getOrDefault(metric, Double.NaN));
  }

  /** The protocols, those of the means first. */
  static List<Slice> slices(EvaluationReport report) {
    List<Slice> slices = new ArrayList<>();
    for (boolean counted : new boolean[] {true, false}) {
      report.slices().stream()
          .filter(slice -> slice.dimension().equals("protocol"))
          .filter(slice -> counts(report, slice.value()) == counted)
          .forEach(slices::add);
    }
    return slices;
  }
}
