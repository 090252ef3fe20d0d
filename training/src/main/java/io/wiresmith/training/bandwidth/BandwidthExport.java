package io.wiresmith.training.bandwidth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.FittedSequence;
import io.wiresmith.training.torch.TorchEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes every file of the artifact but its manifest.
 *
 * @param labelled what was trained on
 * @param mode its mode
 * @param config how
 * @param context seed and code
 * @param series the links
 */
record BandwidthExport(
    DatasetRef labelled,
    LinkMode mode,
    BandwidthTrainingConfig config,
    TrainingContext context,
    LinkSeries series) {
  /** Raised when inputs or outputs of the graph change. */
  static final String SCHEMA_VERSION = "1";

  /** Forecasts of fast links have a large unit in the last place. */
  private static final double CONFORMANCE_TOLERANCE = 2e-3;

  private static final int TYPICAL = 6;

  void write(Path directory, FittedSequence fitted, Calibration calibration) {
    byte[] model = ForecastNodes.write(mode.steps(), fitted.weights(), calibration, metadata());
    AtomicFiles.directory(directory);
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    Map<String, List<Tensor>> cases = cases();
    try (OnnxModel onnx = OnnxModel.load(model)) {
      Conformance conformance = Conformance.record(onnx, cases, CONFORMANCE_TOLERANCE);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), conformance.bytes());
    }
    AtomicFiles.write(directory.resolve(Artifact.PROVENANCE), Json.bytes(provenance(fitted)));
    MlflowFlavor.write(directory, model, cases.values().iterator().next());
  }

  private Map<String, String> metadata() {
    return Map.of(
        "model", labelled.manifest().model().model().id(),
        "variant", mode.id(),
        "dataset", labelled.sha256(),
        "schema_version", SCHEMA_VERSION,
        "steps", Integer.toString(mode.steps()));
  }

  private Map<String, List<Tensor>> cases() {
    Map<String, float[]> rows = new LinkedHashMap<>();
    List<Segment> segments =
        series.of(DatasetPart.VALIDATION).stream().filter(s -> s.length() >= mode.steps()).toList();
    for (int i = 0; i < Math.min(TYPICAL, segments.size()); i++) {
      Segment segment = segments.get(i * segments.size() / Math.min(TYPICAL, segments.size()));
      float[] window = new float[mode.steps()];
      series.copy(segment, (segment.length() - mode.steps()) / 2, window, 0, mode.steps());
      rows.put("typical-" + (i + 1), window);
    }
    float[] some = rows.isEmpty() ? ramp() : rows.values().iterator().next();
    rows.putAll(edges(some));
    Map<String, List<Tensor>> cases = new LinkedHashMap<>();
    rows.forEach((name, row) -> cases.put(name, List.of(tensor(1, row))));
    List<float[]> equal = rows.values().stream().filter(row -> row.length == mode.steps()).toList();
    float[] batch = new float[equal.size() * mode.steps()];
    for (int i = 0; i < equal.size(); i++) {
      System.arraycopy(equal.get(i), 0, batch, i * mode.steps(), mode.steps());
    }
    cases.put("batch", List.of(tensor(equal.size(), batch)));
    return cases;
  }

  private float[] ramp() {
    float[] ramp = new float[mode.steps()];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i + 1;
    }
    return ramp;
  }

  private Map<String, float[]> edges(float[] some) {
    int steps = mode.steps();
    Map<String, float[]> edges = new LinkedHashMap<>();
    edges.put("one-value", new float[] {42});
    edges.put("short-history", Arrays.copyOfRange(some, steps - 7, steps));
    float[] longer = new float[2 * steps];
    System.arraycopy(ramp(), 0, longer, 0, steps);
    System.arraycopy(some, 0, longer, steps, steps);
    edges.put("long-history", longer);
    edges.put("zeros", new float[steps]);
    edges.put("constant", filled(steps, 100));
    edges.put("nothing-measured", filled(steps, Float.NaN));
    float[] gaps = some.clone();
    for (int i = 1; i < steps; i += 3) {
      gaps[i] = Float.NaN;
    }
    edges.put("gaps", gaps);
    float[] wrong = some.clone();
    wrong[steps - 1] = -5;
    wrong[steps - 2] = Float.POSITIVE_INFINITY;
    wrong[steps - 3] = Float.NEGATIVE_INFINITY;
    edges.put("negative-and-infinite", wrong);
    edges.put("huge", filled(steps, Float.MAX_VALUE));
    edges.put("tiny", filled(steps, Float.MIN_NORMAL));
    return edges;
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  private static Tensor tensor(int rows, float[] values) {
    return Tensor.floats(LinkFeatures.INPUT, new long[] {rows, values.length / rows}, values);
  }

  private ObjectNode provenance(FittedSequence fitted) {
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
    root.put("epochs", fitted.bestEpoch());
    ArrayNode links = root.putArray("links");
    series.segments().stream()
        .filter(segment -> segment.part() != DatasetPart.TEST)
        .map(segment -> segment.source() + "/" + segment.link())
        .distinct()
        .sorted()
        .forEach(links::add);
    root.putObject("libraries")
        .put("java", System.getProperty("java.version", ""))
        .put("pytorch", TorchEngine.version())
        .put("djl", TorchEngine.djlVersion());
    root.putObject("threads").put("torch", TorchEngine.threads());
    return root;
  }
}
