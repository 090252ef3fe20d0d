package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.torch.TorchEngine;
import io.wiresmith.training.xgboost.FittedTrees;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Where a model comes from: enough to train it again to the same bytes. */
final class Provenance {
  private Provenance() {}

  static ObjectNode of(
      SparkSession spark,
      DatasetRef labelled,
      CompressionTrainingConfig config,
      TrainingContext context,
      TrainingData data,
      FittedTrees trees) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("model", CompressionExport.MODEL.id());
    root.put("schema_version", CompressionExport.SCHEMA_VERSION);
    root.put("dataset", labelled.sha256());
    root.set("parents", Json.mapper().valueToTree(labelled.manifest().parents()));
    root.putObject("telemetry")
        .put("from", Nanos.instant(data.training().get(0).timeNs()).toString())
        .put("until", Nanos.instant(last(data.test()).timeNs() + 1).toString());
    root.set("labels", Json.mapper().valueToTree(context.labels()));
    root.set("config", Json.mapper().valueToTree(config));
    root.put("seed", context.seed());
    root.put("code_revision", context.codeRevision());
    root.putObject("trained")
        .put("from", Nanos.instant(data.training().get(0).timeNs()).toString())
        .put("until", Nanos.instant(data.splitNs()).toString());
    root.put("split", Nanos.instant(data.splitNs()).toString());
    root.putObject("rows")
        .put("training", data.training().size())
        .put("validation", data.training().size() - data.earlier())
        .put("test", data.test().size());
    root.set("features", Json.mapper().valueToTree(CompressionFeatures.FEATURES));
    root.set("libraries", libraries(spark, trees));
    root.putObject("threads")
        .put("torch", TorchEngine.threads())
        .put("xgboost", spark.sparkContext().getConf().getInt("spark.task.cpus", 1));
    return root;
  }

  private static Transfer last(List<Transfer> rows) {
    return rows.get(rows.size() - 1);
  }

  private static ObjectNode libraries(SparkSession spark, FittedTrees trees) {
    ObjectNode libraries = Json.mapper().createObjectNode();
    libraries.put("java", System.getProperty("java.version", ""));
    libraries.put("spark", spark.version());
    libraries.put("pytorch", TorchEngine.version());
    libraries.put("djl", TorchEngine.djlVersion());
    libraries.put("xgboost", trees.xgboostVersion());
    return libraries;
  }
}
