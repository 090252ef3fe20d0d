package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.torch.TorchEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes every file of the artifact but its manifest.
 *
 * @param labelled what was trained on
 * @param config how
 * @param context seed and code
 * @param training what was learned from
 * @param validation what judged the epochs
 */
record FieldsExport(
    DatasetRef labelled,
    FieldsTrainingConfig config,
    TrainingContext context,
    List<LabelledMessage> training,
    List<LabelledMessage> validation) {
  /** Raised when inputs or outputs of the graph change. */
  static final String SCHEMA_VERSION = "1";

  /** The tags as a JSON array in the order of their ids. */
  static final String TAGS = "wiresmith.tags";

  /** The types as a JSON array in the order of their ids. */
  static final String TYPES = "wiresmith.types";

  /** Other machines may round exponentials differently. */
  private static final double CONFORMANCE_TOLERANCE = 1e-3;

  void write(Path directory, TaggerWeights weights, int epochs) {
    byte[] model =
        weights.graph(
            metadata(), "Finds the fields of messages of bytes: ends, types, confidence.");
    AtomicFiles.directory(directory);
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    Map<String, List<Tensor>> cases;
    try (OnnxModel onnx = OnnxModel.load(model)) {
      cases = new ConformanceMessages(onnx, validation).cases();
      Conformance conformance = Conformance.record(onnx, cases, CONFORMANCE_TOLERANCE);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), conformance.bytes());
    }
    AtomicFiles.write(directory.resolve(Artifact.PROVENANCE), Json.bytes(provenance(epochs)));
    MlflowFlavor.write(directory, model, cases.values().iterator().next());
  }

  private Map<String, String> metadata() {
    return Map.of(
        "model",
        labelled.manifest().model().model().id(),
        "variant",
        labelled.manifest().model().variant(),
        "dataset",
        labelled.sha256(),
        "schema_version",
        SCHEMA_VERSION,
        TAGS,
        Json.line(TagScheme.FIELDS.names()),
        TYPES,
        Json.line(TagScheme.FIELDS.types()));
  }

  private ObjectNode provenance(int epochs) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("model", labelled.manifest().model().id());
    root.put("schema_version", SCHEMA_VERSION);
    root.put("dataset", labelled.sha256());
    root.set("parents", Json.mapper().valueToTree(labelled.manifest().parents()));
    root.putObject("telemetry")
        .put("from", labelled.window().from().toString())
        .put("until", labelled.window().until().toString());
    root.set("labels", Json.mapper().valueToTree(context.labels()));
    root.set("config", Json.mapper().valueToTree(config));
    root.put("seed", context.seed());
    root.put("code_revision", context.codeRevision());
    root.putObject("trained")
        .put("from", labelled.window().from().toString())
        .put("until", labelled.window().until().toString());
    root.put("epochs", epochs);
    root.putObject("rows").put("training", training.size()).put("validation", validation.size());
    root.set("captures", Json.mapper().valueToTree(seen(LabelledMessage::capture)));
    root.set("protocols", Json.mapper().valueToTree(seen(LabelledMessage::protocol)));
    root.putObject("libraries")
        .put("java", System.getProperty("java.version", ""))
        .put("pytorch", TorchEngine.version())
        .put("djl", TorchEngine.djlVersion());
    root.putObject("threads").put("torch", TorchEngine.threads());
    return root;
  }

  private TreeSet<String> seen(Function<LabelledMessage, String> what) {
    return Stream.concat(training.stream(), validation.stream())
        .map(what)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
