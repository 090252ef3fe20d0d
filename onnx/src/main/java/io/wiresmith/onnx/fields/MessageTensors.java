package io.wiresmith.onnx.fields;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import java.util.List;

/** What goes into the model of fields and what comes out, by name; {@code N} messages. */
public final class MessageTensors {
  public static final String BYTES = "bytes";
  public static final String LENGTHS = "lengths";
  public static final String TAGS = "tags";
  public static final String TAG_CONFIDENCE = "tag_confidence";
  public static final String BOUNDARY = "boundary";
  public static final String FIELDS = "fields";
  public static final String FIELD_CONFIDENCE = "field_confidence";

  /** Numbers that tell a row of {@link #FIELDS}: message, start, end (exclusive), type. */
  public static final int FIELD_WIDTH = 4;

  /** The inputs in the order of the graph. */
  public static final List<TensorSpec> INPUTS =
      List.of(
          TensorSpec.of(
              BYTES,
              DataType.UINT8,
              "The messages. What lies past a message's length may be anything.",
              "N",
              "L"),
          TensorSpec.of(
              LENGTHS,
              DataType.INT64,
              "Bytes of each message, 0 to L; others count as these.",
              "N"));

  /** The outputs in the order of the graph. */
  public static final List<TensorSpec> OUTPUTS =
      List.of(
          TensorSpec.of(TAGS, DataType.INT64, "Tag of each byte, -1 past the end.", "N", "L"),
          TensorSpec.of(
              TAG_CONFIDENCE, DataType.FP32, "Probability of that tag, 0 past the end.", "N", "L"),
          TensorSpec.of(
              BOUNDARY,
              DataType.FP32,
              "Probability that a field starts at the byte, 0 past the end.",
              "N",
              "L"),
          TensorSpec.of(
              FIELDS,
              DataType.INT64,
              "The fields of all messages in order: message, start, end (exclusive), type.",
              "K",
              FIELD_WIDTH),
          TensorSpec.of(
              FIELD_CONFIDENCE,
              DataType.FP32,
              "Probability of the whole field with its type.",
              "K"));

  private MessageTensors() {}

  /**
   * Messages as inputs; the shorter ones end in zeros.
   *
   * @param messages at least one; they may be empty
   */
  public static List<Tensor> of(List<byte[]> messages) {
    int longest = messages.stream().mapToInt(message -> message.length).max().orElse(0);
    int width = Math.max(1, longest); // No axis of a run may be empty.
    return of(messages, new byte[messages.size() * width]);
  }

  /**
   * Messages as inputs.
   *
   * @param messages at least one; they may be empty
   * @param padding what stands behind their ends, as long as the whole of {@link #BYTES}
   */
  public static List<Tensor> of(List<byte[]> messages, byte[] padding) {
    int width = padding.length / messages.size();
    byte[] bytes = padding.clone();
    long[] lengths = new long[messages.size()];
    for (int row = 0; row < lengths.length; row++) {
      byte[] message = messages.get(row);
      lengths[row] = message.length;
      System.arraycopy(message, 0, bytes, row * width, message.length);
    }
    return List.of(
        new Tensor(BYTES, DataType.UINT8, new long[] {lengths.length, width}, bytes),
        Tensor.longs(LENGTHS, new long[] {lengths.length}, lengths));
  }
}
