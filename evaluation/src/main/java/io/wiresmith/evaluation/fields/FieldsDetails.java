package io.wiresmith.evaluation.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the report says beside its metrics.
 *
 * @param request what was asked
 * @param seen what the candidate has seen
 * @param protocols which protocols were judged
 * @param renamed messages that are left out, for the candidate has seen them under another name
 */
record FieldsDetails(
    EvaluationRequest request, SeenCaptures seen, JudgedProtocols protocols, long renamed) {
  Map<String, JsonNode> of(
      List<ScoredMessage> messages,
      List<ScoredMessage> counted,
      Calibration calibration,
      FalseBoundaries random,
      FieldsLatency latency) {
    TypeConfusion confusion = TypeConfusion.of(counted);
    Map<String, Object> details = new TreeMap<>();
    details.put(
        "confusion",
        Map.of("classes", confusion.classes(), "label_by_choice", confusion.labelByChoice()));
    details.put("latency", latency);
    details.put("messages", DrawnMessage.extremes(protocols.macro(), counted));
    details.put("protocols", protocols);
    details.put("provenance", seen.provenance());
    details.put("random_bytes", random);
    details.put("reliability", calibration.fields().bins());
    details.put("reliability_boundary", calibration.boundaries().bins());
    details.put("test", test(messages));
    Map<String, JsonNode> nodes = new TreeMap<>();
    details.forEach((name, value) -> nodes.put(name, Json.mapper().valueToTree(value)));
    return nodes;
  }

  private Map<String, Object> test(List<ScoredMessage> messages) {
    return Map.of(
        "rows", request.testRows().name().toLowerCase(Locale.ROOT),
        "messages", messages.size(),
        "seen_under_another_name", renamed,
        "captures", messages.stream().map(m -> m.judged().message().capture()).distinct().count(),
        "resamples", request.resamples(),
        "seed", request.seed(),
        "labelled_rows", request.labelled().rows(),
        "code_revision", request.labelled().manifest().codeRevision());
  }
}
