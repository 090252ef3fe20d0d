package io.wiresmith.serving.http;

import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.model.HeldModel;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.oip.InferRequest;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that wait for their model, which is held until they are decided.
 *
 * @param served what was asked
 * @param route how the client named it
 * @param model the model of the moment when the request was read
 * @param question the rows, and how they are answered
 * @param body what they were read from
 */
record Asked(Served served, Route.Infer route, HeldModel model, Question question, byte[] body)
    implements Prepared {
  /** What must agree to be decided in one run. */
  record Kind(HeldModel model, List<Column> inputs) {}

  /** An input and the sizes of its axes behind the rows. */
  record Column(String name, List<Long> sizes) {
    static Column of(Tensor tensor) {
      return new Column(tensor.name(), Arrays.stream(tensor.shape()).skip(1).boxed().toList());
    }
  }

  InferRequest request() {
    return question.request();
  }

  Kind kind() {
    return new Kind(model, request().inputs().stream().map(Column::of).toList());
  }
}
