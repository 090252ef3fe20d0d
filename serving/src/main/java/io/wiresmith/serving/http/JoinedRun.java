package io.wiresmith.serving.http;

import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run for several requests; the rows of a batch never see each other. */
final class JoinedRun {
  private static final Logger LOG = LoggerFactory.getLogger(JoinedRun.class);

  private JoinedRun() {}

  /** The outputs for each request of one kind; empty where each must be asked alone. */
  static Optional<List<Map<String, Tensor>>> of(List<Asked> together) {
    if (together.size() < 2 || !together.get(0).model().signature().byRows()) {
      return Optional.empty();
    }
    try {
      return Optional.of(split(together, together.get(0).model().run(inputs(together))));
    } catch (Throwable e) { // Whose fault it is shows when each is asked alone.
      LOG.debug("{} requests could not be decided in one run", together.size(), e);
      return Optional.empty();
    }
  }

  private static List<Tensor> inputs(List<Asked> together) {
    int count = together.get(0).request().inputs().size();
    return IntStream.range(0, count)
        .mapToObj(
            at ->
                TensorRows.joined(
                    together.stream().map(asked -> asked.request().inputs().get(at)).toList()))
        .toList();
  }

  private static List<Map<String, Tensor>> split(List<Asked> together, Map<String, Tensor> whole) {
    List<Integer> rows = together.stream().map(asked -> asked.request().rows()).toList();
    List<Map<String, Tensor>> outputs = new ArrayList<>();
    together.forEach(asked -> outputs.add(new LinkedHashMap<>()));
    whole.forEach(
        (name, tensor) -> {
          List<Tensor> parts = TensorRows.split(tensor, rows);
          for (int i = 0; i < parts.size(); i++) {
            outputs.get(i).put(name, parts.get(i));
          }
        });
    return outputs;
  }
}
