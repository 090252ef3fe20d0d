package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the inputs of a run must be; checked before native code sees them. */
final class InputContract {
  private final Map<String, TensorSpec> specs = new LinkedHashMap<>();
  private final Map<String, Tensor> defaults;

  InputContract(List<TensorSpec> inputs, Map<String, Tensor> defaults) {
    inputs.forEach(spec -> specs.put(spec.name(), spec));
    this.defaults = Map.copyOf(defaults);
  }

  /**
   * The inputs in the order of the graph, defaults filled in.
   *
   * @throws WiresmithException {@code INVALID_INPUT} that names the input, what it is and what is
   *     required
   */
  List<Tensor> complete(List<Tensor> inputs) {
    Map<String, Tensor> given = new HashMap<>();
    Map<String, Axis> symbols = new HashMap<>();
    for (Tensor input : inputs) {
      TensorSpec spec = specs.get(input.name());
      if (spec == null) {
        throw refused("Input '" + input.name() + "' is unknown; the inputs are " + names() + ".");
      }
      if (given.put(input.name(), input) != null) {
        throw refused("Input '" + input.name() + "' is given twice; give it once.");
      }
      checkShape(input, spec, symbols);
    }
    return specs.values().stream().map(spec -> given(spec, given)).toList();
  }

  private Tensor given(TensorSpec spec, Map<String, Tensor> given) {
    Tensor input = given.getOrDefault(spec.name(), defaults.get(spec.name()));
    if (input == null) {
      throw refused(
          "Input '%s' is missing; it must be %s.".formatted(spec.name(), spec.describe()));
    }
    return input;
  }

  private static void checkShape(Tensor input, TensorSpec spec, Map<String, Axis> symbols) {
    long[] shape = input.sharedShape();
    boolean fits = input.type() == spec.type() && shape.length == spec.dims().size();
    for (int axis = 0; fits && axis < shape.length; axis++) {
      fits = shape[axis] > 0 && (spec.isSymbolic(axis) || shape[axis] == spec.size(axis));
    }
    if (!fits) {
      throw refused(
          "Input '%s' is %s, required is %s with no empty axis."
              .formatted(input.name(), input.describe(), spec.describe()));
    }
    for (int axis = 0; axis < shape.length; axis++) {
      if (spec.isSymbolic(axis)) {
        checkSymbol(spec.dims().get(axis), new Axis(input.name(), shape[axis]), symbols);
      }
    }
  }

  private static void checkSymbol(String symbol, Axis axis, Map<String, Axis> symbols) {
    Axis first = symbols.putIfAbsent(symbol, axis);
    if (first != null && first.size != axis.size && !symbol.equals("?")) {
      throw refused(
          "Input '%s' has %s = %d but '%s' has %s = %d; every input must have the same %s."
              .formatted(axis.input, symbol, axis.size, first.input, symbol, first.size, symbol));
    }
  }

  private String names() {
    return specs.values().stream()
        .map(spec -> spec.name() + " " + spec.describe())
        .collect(Collectors.joining(", "));
  }

  private static WiresmithException refused(String message) {
    return new WiresmithException(ErrorCode.INVALID_INPUT, message);
  }

  private record Axis(String input, long size) {}
}
