package io.wiresmith.serving.model;

import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorRows;
import io.wiresmith.onnx.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model that ONNX Runtime runs, some rows at a time: the rows never see each other, and what a
 * run takes of native memory grows with them.
 */
final class SessionModel implements RunnableModel {
  private static final int ROWS = 64;

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
    int rows = inputs.get(0).rank() == 0 ? 1 : inputs.get(0).rows();
    if (rows <= ROWS || !signature.byRows()) {
      return session.run(inputs);
    }
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(rows / ROWS, ROWS));
    if (rows % ROWS > 0) {
      sizes.add(rows % ROWS);
    }
    return inParts(inputs.stream().map(input -> TensorRows.split(input, sizes)).toList());
  }

  private Map<String, Tensor> inParts(List<List<Tensor>> inputs) {
    Map<String, List<Tensor>> parts = new LinkedHashMap<>();
    for (int part = 0; part < inputs.get(0).size(); part++) {
      int at = part;
      session
          .run(inputs.stream().map(input -> input.get(at)).toList())
          .forEach((name, one) -> parts.computeIfAbsent(name, it -> new ArrayList<>()).add(one));
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    parts.forEach((name, all) -> outputs.put(name, TensorRows.joined(all)));
    return outputs;
  }

  @Override
  public void close() {
    session.close();
  }
}
