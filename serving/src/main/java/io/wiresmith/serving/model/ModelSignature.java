package io.wiresmith.serving.model;

import io.wiresmith.onnx.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a model takes and gives.
 *
 * @param inputs in the order of the graph
 * @param optional names of the inputs that may be left out
 * @param outputs in the order of the graph
 */
public record ModelSignature(
    List<TensorSpec> inputs, Set<String> optional, List<TensorSpec> outputs) {
  /** A signature without inputs or outputs, of a model that is not there. */
  public static final ModelSignature NONE = new ModelSignature(List.of(), Set.of(), List.of());

  /** Copies the collections. */
  public ModelSignature {
    inputs = List.copyOf(inputs);
    optional = Set.copyOf(optional);
    outputs = List.copyOf(outputs);
  }

  /**
   * Whether every input and output has a row for each row: their first axes have one symbol. An
   * output of another symbol, such as all that was found in all rows, cannot be told apart by rows.
   */
  public boolean byRows() {
    List<String> rows =
        Stream.concat(inputs.stream(), outputs.stream())
            .map(spec -> spec.dims().isEmpty() || !spec.isSymbolic(0) ? "" : spec.dims().get(0))
            .distinct()
            .toList();
    return rows.size() == 1 && !rows.get(0).isEmpty();
  }

  /** The input of that name, if there is one. */
  public Optional<TensorSpec> input(String name) {
    return inputs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /** Whether there is an output of that name. */
  public boolean hasOutput(String name) {
    return outputs.stream().anyMatch(spec -> spec.name().equals(name));
  }
}
