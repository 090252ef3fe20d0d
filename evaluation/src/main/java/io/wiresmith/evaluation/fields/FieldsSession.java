package io.wiresmith.evaluation.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.FoundField;
import io.wiresmith.onnx.fields.MessageTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An open artifact that finds the fields of messages. */
final class FieldsSession implements AutoCloseable {
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
    return find(messages, MessageTensors.of(messages));
  }

  /** Likewise; what lies past an end is taken from {@code padding}, as long as the whole batch. */
  List<FoundFields> find(List<byte[]> messages, byte[] padding) {
    return find(messages, MessageTensors.of(messages, padding));
  }

  private List<FoundFields> find(List<byte[]> messages, List<Tensor> inputs) {
    Map<String, Tensor> out = session.run(inputs);
    List<List<FoundField>> fields = FoundField.of(out, messages.size());
    Tensor boundary = ArtifactSession.output(out, MessageTensors.BOUNDARY);
    int width = (int) boundary.shape()[1];
    float[] chances = boundary.floats();
    List<FoundFields> found = new ArrayList<>();
    for (int row = 0; row < messages.size(); row++) {
      int from = row * width;
      int until = from + messages.get(row).length;
      found.add(found(fields.get(row), Arrays.copyOfRange(chances, from, until)));
    }
    return found;
  }

  private FoundFields found(List<FoundField> own, float[] boundary) {
    List<Field> fields = own.stream().map(FoundField::field).toList();
    if (!FieldList.covering(boundary.length, fields).equals(fields)) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "%s says the fields %s of a message of %d bytes; required are fields in order that cover it."
              .formatted(artifact.directory(), FieldList.text(fields), boundary.length));
    }
    float[] confidence = new float[own.size()];
    for (int i = 0; i < confidence.length; i++) {
      confidence[i] = own.get(i).confidence();
    }
    return new FoundFields(fields, confidence, boundary);
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
