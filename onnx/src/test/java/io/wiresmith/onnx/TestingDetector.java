package io.wiresmith.onnx;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.crf.CrfLayer;
import io.wiresmith.onnx.crf.CrfOutputs;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A complete, valid artifact of the model of fields without training: a letter begins or goes on
 * with a text, any other byte is an integer of its own.
 *
 * @param sureness how far the score of the right tag is above the others
 */
public record TestingDetector(float sureness) {
  private static final int BYTES = 256;

  /** The model. */
  public ModelKey key() {
    return ModelKey.of(ModelId.FIELDS);
  }

  /** Writes and commits the directory, which is made if need be. */
  public Artifact write(Path directory) {
    AtomicFiles.directory(directory);
    byte[] model = model();
    List<Tensor> example = MessageTensors.of(List.of(new byte[] {0, 1, 'h', 'i'}, new byte[] {7}));
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    try (OnnxModel loaded = OnnxModel.load(model)) {
      Conformance sound = Conformance.record(loaded, Map.of("two", example), 1e-5);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), sound.bytes());
    }
    AtomicFiles.write(
        directory.resolve(Artifact.PROVENANCE),
        Json.bytes(Map.of("model", key().id(), "codeRevision", "testing")));
    MlflowFlavor.write(directory, model, example);
    return Artifact.commit(directory, key());
  }

  /** The bytes of {@code model.onnx}. */
  public byte[] model() {
    GraphBuilder graph = new GraphBuilder("testing_fields");
    Ops ops = graph.ops();
    List<String> inputs = MessageTensors.INPUTS.stream().map(graph::input).toList();
    int tags = TagScheme.FIELDS.size();
    String table = graph.constant(Tensor.floats("table", new long[] {BYTES, tags}, table(tags)));
    String ids = ops.transpose(ops.cast(inputs.get(0), DataType.INT64), 1, 0);
    CrfOutputs out =
        new CrfLayer(TagScheme.FIELDS, transitions(tags), new float[tags], new float[tags])
            .write(graph, "chain", ops.gather(table, ids, 0), inputs.get(1));
    List<String> values =
        List.of(
            out.tags(),
            out.tagConfidence(),
            out.boundary(),
            out.segments(),
            out.segmentConfidence());
    for (int i = 0; i < values.size(); i++) {
      graph.output(MessageTensors.OUTPUTS.get(i), values.get(i));
    }
    return graph.build(Map.of("model", key().id()), "Letters are texts, for tests.");
  }

  private float[] table(int tags) {
    float[] table = new float[BYTES * tags];
    for (int value = 0; value < BYTES; value++) {
      FieldType type = Character.isLetter(value) ? FieldType.STRING : FieldType.INTEGER;
      table[value * tags + TagScheme.FIELDS.begin(type.ordinal())] = sureness;
      if (type == FieldType.STRING) {
        table[value * tags + TagScheme.FIELDS.inside(type.ordinal())] = sureness;
      }
    }
    return table;
  }

  /** Inside a text is better than the beginning of another. */
  private float[] transitions(int tags) {
    float[] transitions = new float[tags * tags];
    int begin = TagScheme.FIELDS.begin(FieldType.STRING.ordinal());
    int inside = TagScheme.FIELDS.inside(FieldType.STRING.ordinal());
    transitions[begin * tags + inside] = sureness / 2;
    transitions[inside * tags + inside] = sureness / 2;
    return transitions;
  }
}
