package io.wiresmith.serving.model;

import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A model that ONNX Runtime runs. */
final class SessionModel implements RunnableModel {
  private final ArtifactSession session;
  private final ModelSignature signature;

  SessionModel(ArtifactSession session) {
    this.session = session;
    signature =
        new ModelSignature(
            session.inputs(),
            session.inputs().stream()
                .map(TensorSpec::name)
                .filter(session::isOptional)
                .collect(Collectors.toSet()),
            session.outputs());
  }

  @Override
  public ModelSignature signature() {
    return signature;
  }

  @Override
  public Map<String, Tensor> run(List<Tensor> inputs) {
    return session.run(inputs);
  }

  @Override
  public void close() {
    session.close();
  }
}
