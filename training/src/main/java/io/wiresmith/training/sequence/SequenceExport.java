package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the artifact of every network over sequences says of its origin, and its files but the
 * manifest.
 *
 * @param labelled what was trained on
 * @param config how
 * @param context seed and code
 * @param schemaVersion raised when inputs or outputs of the graph change
 */
public record SequenceExport(
    DatasetRef labelled, Object config, TrainingContext context, String schemaVersion) {
  /** What the model says about itself: nothing of time, place or run. To be added to. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("model", labelled.manifest().model().model().id());
    metadata.put("variant", labelled.manifest().model().variant());
    metadata.put("dataset", labelled.sha256());
    metadata.put("schema_version", schemaVersion);
    return metadata;
  }

  /**
   * Where the model comes from.
   *
   * @param epochs how many of its training it has seen
   * @param seen adds what was learned from
   */
  public ObjectNode provenance(int epochs, Consumer<ObjectNode> seen) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("model", labelled.manifest().model().id());
    root.put("schema_version", schemaVersion);
    root.put("dataset", labelled.sha256());
    root.set("parents", Json.mapper().valueToTree(labelled.manifest().parents()));
    window(root.putObject("telemetry"));
    root.set("labels", Json.mapper().valueToTree(context.labels()));
    root.set("config", Json.mapper().valueToTree(config));
    root.put("seed", context.seed());
    root.put("code_revision", context.codeRevision());
    window(root.putObject("trained"));
    root.put("epochs", epochs);
    seen.accept(root);
    root.putObject("libraries")
        .put("java", System.getProperty("java.version", ""))
        .put("pytorch", TorchEngine.version())
        .put("djl", TorchEngine.djlVersion());
    root.putObject("threads").put("torch", TorchEngine.threads());
    return root;
  }

  private void window(ObjectNode node) {
    node.put("from", labelled.window().from().toString())
        .put("until", labelled.window().until().toString());
  }

  /**
   * Writes the files into a directory.
   *
   * @param cases the conformance vectors; the first one is the example of the inputs
   * @param tolerance of what another machine may round differently
   */
  public static void write(
      Path directory,
      byte[] model,
      Function<OnnxModel, Map<String, List<Tensor>>> cases,
      double tolerance,
      ObjectNode provenance) {
    AtomicFiles.directory(directory);
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    Map<String, List<Tensor>> vectors;
    try (OnnxModel onnx = OnnxModel.load(model)) {
      vectors = cases.apply(onnx);
      Conformance conformance = Conformance.record(onnx, vectors, tolerance);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), conformance.bytes());
    }
    AtomicFiles.write(directory.resolve(Artifact.PROVENANCE), Json.bytes(provenance));
    MlflowFlavor.write(directory, model, vectors.values().iterator().next());
  }
}
