package io.wiresmith.evaluation.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An open artifact that finds the fields of messages. */
final class FieldsSession implements AutoCloseable {
  static final String BYTES = "bytes";
  static final String LENGTHS = "lengths";
  private static final int COLUMNS = 4;

  private final Artifact artifact;
  private final ArtifactSession session;

  private FieldsSession(Artifact artifact, ArtifactSession session) {
    this.artifact = artifact;
    this.session = session;
  }

  static FieldsSession open(Artifact artifact) {
    return new FieldsSession(artifact, ArtifactSession.open(artifact));
  }

  /** The fields of messages that go through the model together. */
  List<FoundFields> find(List<byte[]> messages) {
    int longest = messages.stream().mapToInt(message -> message.length).max().orElse(0);
    return find(messages, new byte[messages.size() * longest]);
  }

  /** Likewise; what lies past an end is taken from {@code padding}, as long as the whole batch. */
  List<FoundFields> find(List<byte[]> messages, byte[] padding) {
    int rows = messages.size();
    int longest = rows == 0 ? 0 : padding.length / rows;
    byte[] bytes = padding.clone();
    long[] lengths = new long[rows];
    for (int row = 0; row < rows; row++) {
      byte[] message = messages.get(row);
      System.arraycopy(message, 0, bytes, row * longest, message.length);
      lengths[row] = message.length;
    }
    Map<String, Tensor> out =
        session.run(
            List.of(
                new Tensor(BYTES, DataType.UINT8, new long[] {rows, longest}, bytes),
                Tensor.longs(LENGTHS, new long[] {rows}, lengths)));
    return split(
        messages,
        output(out, "fields").longs(),
        output(out, "field_confidence").floats(),
        output(out, "boundary").floats());
  }

  private Tensor output(Map<String, Tensor> outputs, String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "%s has the outputs %s; '%s' is required. Export it again."
              .formatted(artifact.directory(), outputs.keySet(), name));
    }
    return tensor;
  }

  private List<FoundFields> split(
      List<byte[]> messages, long[] fields, float[] confidence, float[] boundary) {
    int longest = messages.isEmpty() ? 0 : boundary.length / messages.size();
    List<FoundFields> found = new ArrayList<>();
    int at = 0;
    for (int row = 0; row < messages.size(); row++) {
      int length = messages.get(row).length;
      int from = at;
      List<Field> own = new ArrayList<>();
      for (; at < confidence.length && fields[at * COLUMNS] == row; at++) {
        own.add(field(fields, at * COLUMNS));
      }
      if (!FieldList.covering(length, own).equals(own)) {
        throw new WiresmithException(
            ErrorCode.CONFORMANCE_FAILED,
            "%s says the fields %s of a message of %d bytes; required are fields in order that cover it."
                .formatted(artifact.directory(), FieldList.text(own), length));
      }
      found.add(
          new FoundFields(
              List.copyOf(own),
              Arrays.copyOfRange(confidence, from, at),
              Arrays.copyOfRange(boundary, row * longest, row * longest + length)));
    }
    return found;
  }

  private static Field field(long[] fields, int at) {
    return new Field(
        (int) fields[at + 1],
        (int) fields[at + 2],
        FieldType.values()[(int) fields[at + COLUMNS - 1]]);
  }

  /** The names of its inputs that must be given. */
  List<String> required() {
    return session.inputs().stream()
        .map(spec -> spec.name())
        .filter(name -> !session.isOptional(name))
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
