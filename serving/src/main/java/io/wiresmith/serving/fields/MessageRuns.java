package io.wiresmith.serving.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.RunnableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many messages in several runs of bounded size, told as one: what a run takes of native memory
 * grows with messages times the longest of them.
 */
public final class MessageRuns {
  /** Most messages times bytes of the longest in one run: some 50 MB in the shipped network. */
  private static final int MOST_CELLS = 16_384;

  /** Most bytes, padding included, that are decoded where they were read: some milliseconds. */
  private static final int MOST_INLINE = 128;

  private MessageRuns() {}

  /** Whether a model takes messages of bytes. */
  public static boolean fits(ModelSignature signature) {
    return signature
        .input(MessageTensors.BYTES)
        .filter(it -> it.type() == DataType.UINT8)
        .isPresent();
  }

  /** Whether a request takes too long for the event loop: bytes are read one after another. */
  public static boolean isLong(List<Tensor> inputs) {
    return inputs.stream().anyMatch(it -> it.type() == DataType.UINT8 && it.size() > MOST_INLINE);
  }

  /** What a model decides: in several runs if it takes messages, else in one. */
  public static Map<String, Tensor> decide(RunnableModel model, List<Tensor> inputs) {
    return fits(model.signature()) ? run(model, inputs) : model.run(inputs);
  }

  /**
   * Runs a model that takes messages.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if a message is too long
   */
  public static Map<String, Tensor> run(RunnableModel model, List<Tensor> inputs) {
    Tensor bytes = named(inputs, MessageTensors.BYTES);
    int rows = bytes.rows();
    int width = (int) bytes.shape()[1];
    if (width > MessageTelemetry.MOST_LEARNED_BYTES) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "inputs 'bytes' has messages of %d bytes; at most %d are taken."
              .formatted(width, MessageTelemetry.MOST_LEARNED_BYTES));
    }
    long[] lengths = named(inputs, MessageTensors.LENGTHS).longs();
    for (int row = 0; row < lengths.length; row++) {
      if (lengths[row] < 0 || lengths[row] > width) {
        throw new WiresmithException(
            ErrorCode.INVALID_INPUT,
            "inputs 'lengths' has %d in row %d; required is 0 to %d, the sizes of 'bytes'."
                .formatted(lengths[row], row, width));
      }
    }
    if (rows * width <= MOST_CELLS) {
      return model.run(inputs);
    }
    Messages all = new Messages((byte[]) bytes.data(), width, lengths);
    Joined joined = new Joined(rows, width);
    for (int from = 0; from < rows; ) {
      int until = all.end(from);
      joined.add(from, model.run(all.inputs(from, until)));
      from = until;
    }
    return joined.outputs();
  }

  private static Tensor named(List<Tensor> inputs, String name) {
    return inputs.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new WiresmithException(ErrorCode.INVALID_INPUT, "inputs lacks '" + name + "'."));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Messages(byte[] bytes, int width, long[] lengths) {
    /** Where a run that begins there ends. */
    int end(int from) {
      int longest = 1;
      int at = from;
      while (at < lengths.length) {
        longest = (int) Math.max(longest, Math.min(width, lengths[at]));
        if (at > from && (at + 1 - from) * longest > MOST_CELLS) {
          break;
        }
        at++;
      }
      return at;
    }

    List<Tensor> inputs(int from, int until) {
      long[] some = Arrays.copyOfRange(lengths, from, until);
      int longest = (int) Math.max(1, Math.min(width, Arrays.stream(some).max().orElse(1)));
      byte[] cut = new byte[some.length * longest];
      for (int row = 0; row < some.length; row++) {
        System.arraycopy(bytes, (from + row) * width, cut, row * longest, longest);
      }
      return List.of(
          new Tensor(MessageTensors.BYTES, DataType.UINT8, new long[] {some.length, longest}, cut),
          Tensor.longs(MessageTensors.LENGTHS, new long[] {some.length}, some));
    }
  }

  /** The outputs of all runs. */
  private static final class Joined {
    private final int rows;
    private final int width;
    private final long[] tags;
    private final Map<String, float[]> perByte = new LinkedHashMap<>();
    private final List<long[]> fields = new ArrayList<>();
    private final List<float[]> confidence = new ArrayList<>();

    Joined(int rows, int width) {
      this.rows = rows;
      this.width = width;
      tags = new long[rows * width];
      Arrays.fill(tags, -1);
      perByte.put(MessageTensors.TAG_CONFIDENCE, new float[rows * width]);
      perByte.put(MessageTensors.BOUNDARY, new float[rows * width]);
    }

    void add(int from, Map<String, Tensor> outputs) {
      Tensor some = output(outputs, MessageTensors.TAGS);
      spread(from, some, some.longs(), tags);
      perByte.forEach(
          (name, all) -> {
            Tensor one = output(outputs, name);
            spread(from, one, one.floats(), all);
          });
      long[] found = output(outputs, MessageTensors.FIELDS).longs();
      for (int at = 0; at < found.length; at += MessageTensors.FIELD_WIDTH) {
        found[at] += from;
      }
      fields.add(found);
      confidence.add(output(outputs, MessageTensors.FIELD_CONFIDENCE).floats());
    }

    private static Tensor output(Map<String, Tensor> outputs, String name) {
      return io.wiresmith.onnx.ArtifactSession.output(outputs, name);
    }

    private void spread(int from, Tensor part, Object data, Object all) {
      int narrow = (int) part.shape()[1];
      for (int row = 0; row < part.rows(); row++) {
        System.arraycopy(data, row * narrow, all, (from + row) * width, narrow);
      }
    }

    Map<String, Tensor> outputs() {
      long[] shape = {rows, width};
      long[] found = fields.stream().flatMapToLong(Arrays::stream).toArray();
      float[] sure = new float[found.length / MessageTensors.FIELD_WIDTH];
      int at = 0;
      for (float[] some : confidence) {
        System.arraycopy(some, 0, sure, at, some.length);
        at += some.length;
      }
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put(MessageTensors.TAGS, Tensor.longs(MessageTensors.TAGS, shape, tags));
      perByte.forEach((name, values) -> outputs.put(name, Tensor.floats(name, shape, values)));
      outputs.put(
          MessageTensors.FIELDS,
          Tensor.longs(
              MessageTensors.FIELDS, new long[] {sure.length, MessageTensors.FIELD_WIDTH}, found));
      outputs.put(
          MessageTensors.FIELD_CONFIDENCE,
          Tensor.floats(MessageTensors.FIELD_CONFIDENCE, new long[] {sure.length}, sure));
      return outputs;
    }
  }
}
