package io.wiresmith.evaluation.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.io.Locations;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** An open artifact that decides rows of a labelled dataset, column by column. */
final class ArtifactJudge implements AutoCloseable {
  private final String directory;
  private final ArtifactSession session;

  /** Opens the artifact in that directory, which every worker must see. */
  ArtifactJudge(String directory) {
    this.directory = directory;
    this.session = ArtifactSession.open(Artifact.open(Locations.path(directory)));
  }

  /** The inputs of the graph, the optional ones included. */
  List<String> inputs() {
    return session.inputs().stream().map(TensorSpec::name).toList();
  }

  /** The inputs that a row must have. */
  List<String> requiredInputs() {
    return inputs().stream().filter(name -> !session.isOptional(name)).toList();
  }

  /** Decides a batch by the required inputs; the rows hold a column for each. */
  Decisions decide(List<Row> rows) {
    List<Tensor> tensors = new ArrayList<>();
    for (TensorSpec input : session.inputs()) {
      if (!session.isOptional(input.name())) {
        tensors.add(column(input, rows));
      }
    }
    return decisions(session.run(tensors), rows.size());
  }

  private static Tensor column(TensorSpec input, List<Row> rows) {
    int at = rows.get(0).fieldIndex(input.name());
    if (input.type() == DataType.BYTES) {
      String[] values = new String[rows.size()];
      for (int row = 0; row < values.length; row++) {
        values[row] = rows.get(row).isNullAt(at) ? "" : rows.get(row).getString(at);
      }
      return Tensor.column(input.name(), values);
    }
    float[] values = new float[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] =
          rows.get(row).isNullAt(at) ? Float.NaN : ((Number) rows.get(row).get(at)).floatValue();
    }
    return Tensor.column(input.name(), values);
  }

  private Decisions decisions(Map<String, Tensor> outputs, int rows) {
    String[] names = output(outputs, "decision").strings();
    float[] flat = output(outputs, "probabilities").floats();
    int[] choices = new int[rows];
    float[][] probabilities = new float[rows][JudgedRows.CODECS];
    for (int row = 0; row < rows; row++) {
      choices[row] = Codec.ids().indexOf(names[row]);
      if (choices[row] < 0) {
        throw new WiresmithException(
            ErrorCode.CONFORMANCE_FAILED,
            "%s decided '%s'; a decision is one of %s. Export it again."
                .formatted(directory, names[row], Codec.ids()));
      }
      System.arraycopy(flat, row * JudgedRows.CODECS, probabilities[row], 0, JudgedRows.CODECS);
    }
    return new Decisions(
        new Choices(choices), probabilities, output(outputs, "confidence").floats());
  }

  private Tensor output(Map<String, Tensor> outputs, String name) {
    Tensor output = outputs.get(name);
    if (output == null) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "%s has the outputs %s; '%s' is required. Export it again."
              .formatted(directory, outputs.keySet(), name));
    }
    return output;
  }

  @Override
  public void close() {
    session.close();
  }
}
