package io.wiresmith.serving.oip;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.ModelSignature;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether tensors fit a signature. */
final class InputCheck {
  private InputCheck() {}

  /** The tensor as the graph wants it: {@code [N]} is taken for {@code [N,1]}. */
  static Tensor fitted(Tensor tensor, String where, ModelSignature signature, int maxRows) {
    TensorSpec spec = TensorHead.spec(tensor.name(), where, signature);
    String named = where + " '" + spec.name() + "'";
    Tensor shaped = column(tensor, spec);
    if (shaped.rank() == spec.dims().size() && shaped.rows() == 0) {
      throw Refused.because(named + " has 0 rows; required is at least 1.");
    }
    if (shaped.type() != spec.type() || !fits(shaped.shape(), spec)) {
      throw Refused.because(
          "%s is %s; required is %s.".formatted(named, tensor.describe(), spec.describe()));
    }
    if (shaped.rows() > maxRows) {
      throw Refused.because(
          "%s has %d rows; at most %d are taken. Send several requests."
              .formatted(named, shaped.rows(), maxRows));
    }
    if (shaped.type() == DataType.BYTES) {
      checkTexts(shaped, named);
    }
    return shaped;
  }

  /** The number of rows that all have, once nothing is missing. */
  static int rows(List<Tensor> inputs, ModelSignature signature) {
    Set<String> given = inputs.stream().map(Tensor::name).collect(Collectors.toSet());
    for (TensorSpec spec : signature.inputs()) {
      if (!given.contains(spec.name()) && !signature.optional().contains(spec.name())) {
        throw Refused.because(
            "inputs lacks '%s'; required is %s.".formatted(spec.name(), spec.describe()));
      }
    }
    if (inputs.isEmpty()) {
      throw Refused.because("inputs is empty; required is at least one tensor.");
    }
    Tensor first = inputs.get(0);
    for (Tensor input : inputs) {
      if (input.rows() != first.rows()) {
        throw Refused.because(
            "inputs: '%s' has %d rows but '%s' has %d; every input must have the same number."
                .formatted(input.name(), input.rows(), first.name(), first.rows()));
      }
    }
    return first.rows();
  }

  static String names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).collect(Collectors.joining(", "));
  }

  private static Tensor column(Tensor tensor, TensorSpec spec) {
    boolean flat = tensor.rank() == 1 && spec.dims().size() == 2 && spec.dims().get(1).equals("1");
    return flat
        ? new Tensor(tensor.name(), tensor.type(), new long[] {tensor.rows(), 1}, tensor.data())
        : tensor;
  }

  private static boolean fits(long[] shape, TensorSpec spec) {
    boolean fits = shape.length == spec.dims().size();
    for (int axis = 0; fits && axis < shape.length; axis++) {
      fits = shape[axis] > 0 && (spec.isSymbolic(axis) || shape[axis] == spec.size(axis));
    }
    return fits;
  }

  private static void checkTexts(Tensor tensor, String named) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Refused.wellFormed(tensor.stringAt(i))) {
        throw Refused.because(
            "%s.data[%d] holds a character that is none; required is Unicode text."
                .formatted(named, i));
      }
    }
  }
}
