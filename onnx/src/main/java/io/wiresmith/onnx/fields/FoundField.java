package io.wiresmith.onnx.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A field that a model found.
 *
 * @param field where it lies, and its type
 * @param confidence probability that there is exactly this field
 */
public record FoundField(Field field, float confidence) {
  /**
   * The fields of each message, in order; none for an empty message.
   *
   * @param outputs of a run
   * @param messages how many went in
   */
  public static List<List<FoundField>> of(Map<String, Tensor> outputs, int messages) {
    List<List<FoundField>> found = new ArrayList<>();
    for (int message = 0; message < messages; message++) {
      found.add(new ArrayList<>());
    }
    long[] rows = ArtifactSession.output(outputs, MessageTensors.FIELDS).longs();
    Tensor confidence = ArtifactSession.output(outputs, MessageTensors.FIELD_CONFIDENCE);
    for (int k = 0; k < rows.length / MessageTensors.FIELD_WIDTH; k++) {
      int at = k * MessageTensors.FIELD_WIDTH;
      FieldType type = FieldType.values()[Math.toIntExact(rows[at + 3])];
      Field field = new Field((int) rows[at + 1], (int) rows[at + 2], type);
      found.get((int) rows[at]).add(new FoundField(field, confidence.floatAt(k)));
    }
    return found;
  }
}
