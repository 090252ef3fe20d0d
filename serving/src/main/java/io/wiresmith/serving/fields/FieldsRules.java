package io.wiresmith.serving.fields;

import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ModelSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Cuts a message into fields of two bytes, type {@code bytes}: of all grids the one with the best
 * boundaries on the labelled captures (macro F1 .445; every byte .443, four bytes .375). It knows
 * nothing, so that every confidence is 0.
 */
public final class FieldsRules implements FallbackRules {
  private static final int GRID = 2;
  private static final int TYPE = FieldType.BYTES.ordinal();
  private static final ModelSignature SIGNATURE =
      new ModelSignature(MessageTensors.INPUTS, Set.of(), MessageTensors.OUTPUTS);

  @Override
  public ModelSignature signature() {
    return SIGNATURE;
  }

  @Override
  public Map<String, Tensor> decide(List<Tensor> inputs) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    inputs.forEach(input -> named.put(input.name(), input));
    Tensor bytes = named.getOrDefault(MessageTensors.BYTES, inputs.get(0));
    int rows = bytes.rows();
    int width = (int) bytes.shape()[1];
    long[] lengths = named.getOrDefault(MessageTensors.LENGTHS, inputs.get(0)).longs();
    long[] tags = new long[rows * width];
    float[] boundary = new float[rows * width];
    LongStream.Builder fields = LongStream.builder();
    for (int row = 0; row < rows; row++) {
      int length = (int) Math.max(0, Math.min(width, lengths[row]));
      for (int at = 0; at < width; at++) {
        boolean begins = at < length && at % GRID == 0;
        tags[row * width + at] = at < length ? tag(begins) : -1;
        boundary[row * width + at] = begins ? 1 : 0;
        if (begins) {
          fields.add(row).add(at).add(Math.min(at + GRID, length)).add(TYPE);
        }
      }
    }
    return outputs(new long[] {rows, width}, tags, boundary, fields.build().toArray());
  }

  private static int tag(boolean begins) {
    return begins ? TagScheme.FIELDS.begin(TYPE) : TagScheme.FIELDS.inside(TYPE);
  }

  private static Map<String, Tensor> outputs(
      long[] shape, long[] tags, float[] boundary, long[] fields) {
    int found = fields.length / MessageTensors.FIELD_WIDTH;
    List<Tensor> outputs =
        List.of(
            Tensor.longs(MessageTensors.TAGS, shape, tags),
            Tensor.floats(MessageTensors.TAG_CONFIDENCE, shape, new float[tags.length]),
            Tensor.floats(MessageTensors.BOUNDARY, shape, boundary),
            Tensor.longs(
                MessageTensors.FIELDS, new long[] {found, MessageTensors.FIELD_WIDTH}, fields),
            Tensor.floats(MessageTensors.FIELD_CONFIDENCE, new long[] {found}, new float[found]));
    Map<String, Tensor> named = new LinkedHashMap<>();
    outputs.forEach(output -> named.put(output.name(), output));
    return named;
  }
}
