package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkMeasures;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.model.ModelSignature;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The inputs of the combined model, by row. */
final class HybridInputs {
  /** The longest name of a link: what is remembered of a link is bounded. */
  private static final int LONGEST_NAME = 128;

  private final List<Tensor> inputs;
  private final int rows;
  private final int steps;
  private final float[] history;
  private final float[] rtt;
  private final float[] jitter;
  private final String[] links;

  /**
   * Reads inputs that fit the signature.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if the name of a link is too long
   */
  HybridInputs(List<Tensor> inputs) {
    this.inputs = inputs;
    Map<String, Tensor> named =
        inputs.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    Tensor throughput = named.get(LinkTelemetry.THROUGHPUT_MBPS);
    if (throughput == null) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "inputs lacks '" + LinkTelemetry.THROUGHPUT_MBPS + "'; required is FP32 [N,T].");
    }
    rows = throughput.rows();
    steps = throughput.size() / rows;
    history = throughput.floats();
    rtt = floats(named, LinkTelemetry.RTT_MS);
    jitter = floats(named, LinkTelemetry.JITTER_MS);
    Tensor names = named.get(LinkTelemetry.LINK);
    links = names == null ? new String[0] : names.strings();
    checkNames();
  }

  private static float[] floats(Map<String, Tensor> named, String name) {
    Tensor tensor = named.get(name);
    return tensor == null ? new float[0] : tensor.floats();
  }

  private void checkNames() {
    for (int row = 0; row < links.length; row++) {
      if (links[row].length() > LONGEST_NAME) {
        throw new WiresmithException(
            ErrorCode.INVALID_INPUT,
            "inputs '%s' names a link with %d characters in row %d; at most %d are taken."
                .formatted(LinkTelemetry.LINK, links[row].length(), row, LONGEST_NAME));
      }
    }
  }

  int rows() {
    return rows;
  }

  /** The values of all rows, one row after the other, each oldest first. */
  float[] history() {
    return history;
  }

  /** Index of the first value of a row; that of the next row is the end. */
  int from(int row) {
    return row * steps;
  }

  /** The name of a row's link; empty where it has none. */
  String link(int row) {
    return links.length == 0 ? "" : links[row];
  }

  /** What tells a row's network. */
  LinkMeasures measures(int row) {
    return new LinkMeasures(
        rtt.length == 0 ? Double.NaN : rtt[row],
        jitter.length == 0 ? Double.NaN : jitter[row],
        LinkMeasures.variation(history, from(row), from(row + 1)));
  }

  /** Those that a part takes. */
  List<Tensor> taken(ModelSignature part) {
    return inputs.stream().filter(it -> part.input(it.name()).isPresent()).toList();
  }
}
