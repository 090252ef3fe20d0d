package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.training.network.EpochLoss;
import io.wiresmith.training.network.FittedNetwork;
import io.wiresmith.training.xgboost.FoldScore;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * {@code training_report.json}: what was trained on what, and every figure beside the one that is
 * shipped. Test figures are for reading only; nothing is chosen by them.
 */
final class ReportWriter {
  private final ObjectNode root = Json.mapper().createObjectNode();

  ReportWriter(DatasetRef labelled, CompressionTrainingConfig config, TrainingData data) {
    root.put("model", CompressionExport.MODEL.id());
    root.put("dataset", labelled.sha256());
    root.set("config", Json.mapper().valueToTree(config));
    root.set("features", Json.mapper().valueToTree(CompressionFeatures.FEATURES));
    root.putObject("rows")
        .put("training", data.training().size())
        .put("validation", data.training().size() - data.earlier())
        .put("test", data.test().size());
    root.put("split", Nanos.instant(data.splitNs()).toString());
    if (!data.validationRows().isEmpty()) {
      root.put("validation_from", Nanos.instant(data.validationRows().get(0).timeNs()).toString());
    }
  }

  /** The folds, held out as groups of streams. */
  void crossValidation(List<FoldScore> folds) {
    ObjectNode node = root.putObject("cross_validation");
    node.put("folds", folds.size());
    if (folds.isEmpty()) {
      node.put("why_none", "fewer than 2 folds were asked for, or the rows are of one stream");
      return;
    }
    node.put("regret", folds.stream().mapToDouble(FoldScore::regret).average().orElse(0));
    node.put("accuracy", folds.stream().mapToDouble(FoldScore::accuracy).average().orElse(0));
    ArrayNode each = node.putArray("each");
    for (FoldScore fold : folds) {
      each.addObject()
          .put("fold", fold.fold())
          .put("rows", fold.rows())
          .put("regret", fold.regret())
          .put("accuracy", fold.accuracy())
          .put("weighted_f1", fold.weightedF1());
    }
  }

  /** What early stopping found. */
  void earlyStopping(int rounds, int epochs) {
    root.putObject("early_stopping").put("rounds", rounds).put("epochs", epochs);
  }

  /** The loss of each epoch, of the probing network and of each bag. */
  void losses(FittedNetwork probe, List<FittedNetwork> bags) {
    ObjectNode node = root.putObject("losses");
    node.set("probe", losses(probe));
    ArrayNode each = node.putArray("bags");
    bags.forEach(bag -> each.add(losses(bag)));
  }

  private static ArrayNode losses(FittedNetwork network) {
    ArrayNode epochs = Json.mapper().createArrayNode();
    for (EpochLoss loss : network.history()) {
      ObjectNode node = epochs.addObject().put("epoch", loss.epoch());
      node.put("training", loss.training());
      if (!Double.isNaN(loss.validation())) {
        node.put("validation", loss.validation());
      }
    }
    return epochs;
  }

  /** The figures of a part of the rows: each member, the blend, and more by name. */
  void figures(String part, Map<String, Scores> figures) {
    root.set(part, Json.mapper().valueToTree(figures));
  }

  /** The figures of the blend for each weight of the trees from 0 to 1. */
  void sweep(String part, DoubleFunction<Scores> blend) {
    ArrayNode sweep = root.putArray("weight_sweep_" + part);
    for (int tenth = 0; tenth <= 10; tenth++) {
      ObjectNode node = Json.mapper().valueToTree(blend.apply(tenth / 10.0));
      node.put("tree_weight", tenth / 10.0);
      sweep.add(node);
    }
  }

  /** How far the artifact is from the members. */
  void parity(ParityReport parity) {
    root.set("parity", Json.mapper().valueToTree(parity));
  }

  ObjectNode json() {
    return root;
  }
}
