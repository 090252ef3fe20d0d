package io.wiresmith.serving.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ModelSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the codec with the least estimated cost per megabyte: {@code 8000 * incompressible *
 * ratio / bandwidth + rate * (1 + cpu)} milliseconds, where {@code incompressible = 1 -
 * compressibility}. Ratio and rate are geometric means over the first 80 % in time of the recorded
 * transfers in {@code examples/compression}; on the last 20 % the regret is 3.0 % (accuracy .854).
 *
 * <p>What is missing: the bandwidth, and nobody can choose, so {@code none}; the compressibility is
 * estimated as {@code 1 - entropy / 8}, or .5; the CPU's load is 0.
 */
public final class CompressionRules implements FallbackRules {
  private static final ModelSignature SIGNATURE = signatureOfTelemetry();

  /**
   * What a codec costs.
   *
   * @param ratio compressed size over size and incompressible share
   * @param rate milliseconds of compression for a megabyte
   * @param learnt the ratio once a stream's dictionary hits
   * @param learntRate the rate then
   */
  private record Price(double ratio, double rate, double learnt, double learntRate) {
    static Price of(Codec codec) {
      return switch (codec) {
        case HDE -> new Price(.322, 6.26, .133, 5.49);
        case AMST -> new Price(1.370, .927, 1.430, .863);
        case NONE -> new Price(.934, 3.18, .879, 2.85);
      };
    }
  }

  @Override
  public ModelSignature signature() {
    return SIGNATURE;
  }

  @Override
  public Map<String, Tensor> decide(List<Tensor> inputs) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    inputs.forEach(input -> named.put(input.name(), input));
    int rows = inputs.get(0).rows();
    String[] decisions = new String[rows];
    float[] probabilities = new float[rows * Codec.values().length];
    float[] confidence = new float[rows];
    for (int row = 0; row < rows; row++) {
      double[] shares = shares(Transfer.of(named, row));
      int best = 0;
      for (int codec = 0; codec < shares.length; codec++) {
        probabilities[row * shares.length + codec] = (float) shares[codec];
        best = shares[codec] > shares[best] ? codec : best;
      }
      decisions[row] = Codec.values()[best].id();
      confidence[row] = (float) shares[best];
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("decision", Tensor.strings("decision", new long[] {rows}, decisions));
    outputs.put(
        "probabilities",
        Tensor.floats("probabilities", new long[] {rows, Codec.values().length}, probabilities));
    outputs.put("confidence", Tensor.floats("confidence", new long[] {rows}, confidence));
    return outputs;
  }

  /** Inverse costs, made to sum to 1: an order of preference rather than a calibrated chance. */
  private static double[] shares(Transfer transfer) {
    Codec[] codecs = Codec.values();
    double[] shares = new double[codecs.length];
    if (!(transfer.bandwidthMbps > 0)) {
      shares[Codec.NONE.ordinal()] = 1;
      return shares;
    }
    double sum = 0;
    for (int codec = 0; codec < codecs.length; codec++) {
      shares[codec] = 1 / transfer.cost(Price.of(codecs[codec]));
      sum += shares[codec];
    }
    for (int codec = 0; codec < codecs.length; codec++) {
      shares[codec] /= sum;
    }
    return shares;
  }

  private record Transfer(
      double bandwidthMbps, double incompressible, double cpuUsage, boolean learnt) {
    static Transfer of(Map<String, Tensor> inputs, int row) {
      double compressibility =
          value(inputs, TransferTelemetry.COMPRESSIBILITY_SCORE, row, Float.NaN);
      double entropy = value(inputs, TransferTelemetry.ENTROPY, row, 4);
      double incompressible = Double.isNaN(compressibility) ? entropy / 8 : 1 - compressibility;
      return new Transfer(
          value(inputs, TransferTelemetry.BANDWIDTH_MBPS, row, 0),
          Math.min(1, Math.max(.001, incompressible)),
          Math.min(1, Math.max(0, value(inputs, TransferTelemetry.CPU_USAGE, row, 0))),
          value(inputs, TransferTelemetry.HDE_DELTA_HIT_RATE, row, 0) > 0);
    }

    double cost(Price price) {
      double ratio = learnt ? price.learnt : price.ratio;
      double rate = learnt ? price.learntRate : price.rate;
      return 8000 * incompressible * ratio / bandwidthMbps + rate * (1 + cpuUsage);
    }

    private static double value(Map<String, Tensor> inputs, String name, int row, float missing) {
      Tensor input = inputs.get(name);
      float value = input == null ? Float.NaN : input.floatAt(row);
      return Float.isNaN(value) ? missing : value;
    }
  }

  private static ModelSignature signatureOfTelemetry() {
    List<TensorSpec> inputs = new ArrayList<>();
    Set<String> optional = new HashSet<>(TransferTelemetry.INPUT_TAGS);
    for (FieldSpec field : TransferTelemetry.FIELDS) {
      if (field.known() == FieldSpec.Known.BEFORE) {
        inputs.add(TensorSpec.column(field.name(), DataType.FP32, field.unit()));
        if (!field.required()) {
          optional.add(field.name());
        }
      }
    }
    TransferTelemetry.INPUT_TAGS.forEach(
        tag -> inputs.add(TensorSpec.column(tag, DataType.BYTES, "tag")));
    return new ModelSignature(
        inputs,
        optional,
        List.of(
            TensorSpec.of("decision", DataType.BYTES, "the codec", "N"),
            TensorSpec.of("probabilities", DataType.FP32, "preference: hde, amst, none", "N", 3),
            TensorSpec.of("confidence", DataType.FP32, "preference of the decision", "N")));
  }
}
