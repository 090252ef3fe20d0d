package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.sequence.EpochFigures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a training of fields, for the reviewers' pages. */
final class FieldsReport {
  private FieldsReport() {}

  /**
   * A training.
   *
   * @param history its epochs
   * @param best the epoch whose weights were exported, from 1
   */
  static ObjectNode of(
      DatasetRef labelled,
      FieldsTrainingConfig config,
      List<EpochFigures> history,
      int best,
      TaggerParity parity) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("model", labelled.manifest().model().id());
    root.put("dataset", labelled.sha256());
    root.set("config", Json.mapper().valueToTree(config));
    root.set("parity", Json.mapper().valueToTree(parity));
    root.putObject("early_stopping").put("epochs", best);
    var losses = root.putObject("losses").putArray("probe");
    history.forEach(epoch -> told(epoch).addTo(losses));
    ObjectNode summary = root.putObject("summary").put("epochs", history.size());
    summary.put("best_epoch", best);
    new TreeMap<>(told(history.get(best - 1)).figures())
        .forEach((name, value) -> summary.put("best_" + name, value));
    root.set("facts", Json.mapper().valueToTree(Map.copyOf(labelled.manifest().facts())));
    return root;
  }

  /** With the loss of the validation part in the place of what is to be least. */
  static EpochFigures told(EpochFigures figures) {
    Map<String, Double> scores = new TreeMap<>(figures.figures());
    Double loss = scores.remove(TaggerLearner.LOSS);
    return new EpochFigures(
        figures.epoch(),
        figures.training(),
        loss == null ? Double.NaN : loss,
        scores,
        figures.seconds());
  }
}
