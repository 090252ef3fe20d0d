package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.HtmlText;
import java.util.LinkedHashMap;
import java.util.Map;

/** Digests, windows, rows and code: what the figures are about. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static String of(EvaluationReport report, ModelPage page) {
    JsonNode provenance = detail(report, "provenance");
    JsonNode test = detail(report, "test");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Model SHA-256", report.modelSha256());
    facts.put("Labelled dataset", report.dataset());
    facts.put("Trained on", report.trained().toString());
    facts.put("Rows of the training", rows(provenance.path("rows").path("training")));
    facts.put("Tested on", report.tested().toString());
    facts.put("Rows of the test", page.tested(report));
    facts.put("Code of the training", revision(provenance));
    facts.put("Code of the labels", test.path("code_revision").asText("–"));
    facts.put("Seed", provenance.path("seed").asText("–"));
    facts.put("Champion", detail(report, "comparison").asText("–"));
    facts.put("Suspicions", suspicions(detail(report, "suspicions")));
    StringBuilder list = new StringBuilder("<dl>\n");
    facts.forEach(
        (name, fact) ->
            list.append(
                "<dt>%s</dt><dd>%s</dd>\n"
                    .formatted(HtmlText.escaped(name), HtmlText.escaped(fact))));
    return list.append("</dl>\n").toString();
  }

  /** Which rows were asked for. */
  static String which(JsonNode test) {
    return test.path("rows").asText().replace('_', ' ');
  }

  private static String revision(JsonNode provenance) {
    String revision = provenance.path("code_revision").asText();
    return revision.isEmpty() ? provenance.path("codeRevision").asText("–") : revision;
  }

  /** A count, if it is one. */
  static String rows(JsonNode count) {
    return count.isNumber() ? Numbers.count(count.asLong()) : "–";
  }

  private static String suspicions(JsonNode suspicions) {
    StringBuilder text = new StringBuilder();
    suspicions.forEach(suspicion -> text.append(suspicion.asText()).append(' '));
    return text.length() == 0 ? "none" : text.toString().trim();
  }

  private static JsonNode detail(EvaluationReport report, String name) {
    return report.details().getOrDefault(name, MissingNode.getInstance());
  }
}
