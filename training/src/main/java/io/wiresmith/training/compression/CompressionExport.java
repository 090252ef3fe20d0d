package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes every file of the artifact but its manifest. */
final class CompressionExport {
  static final ModelKey MODEL = ModelKey.of(ModelId.COMPRESSION);

  /** Raised when inputs or outputs of the graph change. */
  static final String SCHEMA_VERSION = "1";

  /** Other machines may round logarithms differently. */
  private static final double CONFORMANCE_TOLERANCE = 1e-4;

  private CompressionExport() {}

  /** What the model says about itself: nothing of time, place or run. */
  static Map<String, String> metadata(DatasetRef labelled) {
    return Map.of(
        "model", MODEL.model().id(),
        "variant", MODEL.variant(),
        "dataset", labelled.sha256(),
        "schema_version", SCHEMA_VERSION,
        "classes", String.join(",", Codec.ids()));
  }

  static void write(Path directory, byte[] model, TrainingData data, ObjectNode provenance) {
    AtomicFiles.directory(directory);
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    try (OnnxModel onnx = OnnxModel.load(model)) {
      Map<String, List<Tensor>> cases = cases(new DecisiveRows(onnx), data);
      Conformance conformance = Conformance.record(onnx, cases, CONFORMANCE_TOLERANCE);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), conformance.bytes());
    }
    AtomicFiles.write(
        directory.resolve(Artifact.PROVENANCE), io.wiresmith.core.io.Json.bytes(provenance));
    RawRow example = EdgeRows.typical(data.training()).values().iterator().next();
    MlflowFlavor.write(directory, model, RawRow.tensors(List.of(example)));
  }

  private static Map<String, List<Tensor>> cases(DecisiveRows decisive, TrainingData data) {
    Map<String, RawRow> rows = decisive.typical(data.training());
    rows.putAll(decisive.edges(List.copyOf(rows.values())));
    Map<String, List<Tensor>> cases = new LinkedHashMap<>();
    rows.forEach((name, row) -> cases.put(name, RawRow.tensors(List.of(row))));
    cases.put("batch", RawRow.tensors(new ArrayList<>(rows.values())));
    return cases;
  }
}
