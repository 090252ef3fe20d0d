package io.wiresmith.training.bandwidth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.FittedSequence;
import io.wiresmith.training.sequence.SequenceExport;
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
    SequenceExport export = new SequenceExport(labelled, config, context, SCHEMA_VERSION);
    Map<String, String> metadata = export.metadata();
    metadata.put("steps", Integer.toString(mode.steps()));
    SequenceExport.write(
        directory,
        ForecastNodes.write(mode.steps(), fitted.weights(), calibration, metadata),
        onnx -> cases(),
        CONFORMANCE_TOLERANCE,
        export.provenance(fitted.bestEpoch(), this::seen));
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

  private void seen(ObjectNode root) {
    root.putObject("rows")
        .put("training", rows(DatasetPart.TRAINING))
        .put("validation", rows(DatasetPart.VALIDATION));
    ArrayNode links = root.putArray("links");
    series.segments().stream()
        .filter(segment -> segment.part() != DatasetPart.TEST)
        .map(segment -> segment.source() + "/" + segment.link())
        .distinct()
        .sorted()
        .forEach(links::add);
  }

  private long rows(DatasetPart part) {
    return series.of(part).stream().mapToLong(LinkSeries.Segment::length).sum();
  }
}
