package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.ModelSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The outputs of the combined model. */
final class HybridAnswer {
  static final String MODE = "mode";
  static final String WEIGHT = "weight_";

  /** What the combined model takes and gives. */
  static final ModelSignature SIGNATURE =
      new ModelSignature(
          List.of(
              TensorSpec.of(LinkTelemetry.THROUGHPUT_MBPS, DataType.FP32, "Mbit/s", "N", "T"),
              TensorSpec.of(LinkTelemetry.RTT_MS, DataType.FP32, "milliseconds", "N"),
              TensorSpec.of(LinkTelemetry.JITTER_MS, DataType.FP32, "milliseconds", "N"),
              TensorSpec.of(LinkTelemetry.LINK, DataType.BYTES, "the link's name", "N")),
          Set.of(LinkTelemetry.RTT_MS, LinkTelemetry.JITTER_MS, LinkTelemetry.LINK),
          outputs());

  private HybridAnswer() {}

  private static List<TensorSpec> outputs() {
    List<TensorSpec> outputs = new ArrayList<>();
    outputs.addAll(floats("", PartForecast.FORECAST, PartForecast.LOWER, PartForecast.UPPER));
    outputs.addAll(floats("", PartForecast.CONFIDENCE));
    for (LinkMode mode : LinkMode.values()) {
      outputs.addAll(floats(WEIGHT, mode.id()));
    }
    outputs.add(TensorSpec.of(MODE, DataType.BYTES, "datacenter, hybrid or internet", "N"));
    for (LinkMode mode : LinkMode.values()) {
      String of = mode.id() + "_";
      outputs.addAll(floats(of, PartForecast.FORECAST, PartForecast.LOWER, PartForecast.UPPER));
      outputs.addAll(floats(of, PartForecast.CONFIDENCE));
    }
    return outputs;
  }

  private static List<TensorSpec> floats(String prefix, String... names) {
    return Arrays.stream(names)
        .map(name -> TensorSpec.of(prefix + name, DataType.FP32, "", "N"))
        .toList();
  }

  /** The modes among the rows of an answer. */
  static Set<String> modes(Map<String, Tensor> outputs) {
    Tensor modes = outputs.get(MODE);
    return modes == null ? Set.of() : Set.copyOf(Arrays.asList(modes.strings()));
  }

  /** The outputs; what a part that is missing would say is NaN. */
  static Map<String, Tensor> of(List<HybridRow> rows, Map<LinkMode, PartForecast> parts) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    put(outputs, PartForecast.FORECAST, column(rows, HybridRow::forecast));
    put(outputs, PartForecast.LOWER, column(rows, HybridRow::lower));
    put(outputs, PartForecast.UPPER, column(rows, HybridRow::upper));
    put(outputs, PartForecast.CONFIDENCE, column(rows, HybridRow::confidence));
    for (LinkMode mode : LinkMode.values()) {
      put(outputs, WEIGHT + mode.id(), column(rows, row -> row.weights().of(mode)));
    }
    String[] modes = rows.stream().map(row -> row.mode().id()).toArray(String[]::new);
    outputs.put(MODE, Tensor.strings(MODE, new long[] {modes.length}, modes));
    for (LinkMode mode : LinkMode.values()) {
      PartForecast part = parts.get(mode);
      Function<Function<PartForecast, float[]>, float[]> of =
          values -> part == null ? unknown(rows.size()) : values.apply(part);
      put(outputs, mode.id() + "_" + PartForecast.FORECAST, of.apply(PartForecast::forecast));
      put(outputs, mode.id() + "_" + PartForecast.LOWER, of.apply(PartForecast::lower));
      put(outputs, mode.id() + "_" + PartForecast.UPPER, of.apply(PartForecast::upper));
      put(outputs, mode.id() + "_" + PartForecast.CONFIDENCE, of.apply(PartForecast::confidence));
    }
    return outputs;
  }

  private static void put(Map<String, Tensor> outputs, String name, float[] values) {
    outputs.put(name, Tensor.floats(name, new long[] {values.length}, values));
  }

  private static float[] column(List<HybridRow> rows, ToDoubleFunction<HybridRow> value) {
    float[] values = new float[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) value.applyAsDouble(rows.get(row));
    }
    return values;
  }

  private static float[] unknown(int rows) {
    float[] values = new float[rows];
    Arrays.fill(values, Float.NaN);
    return values;
  }
}
