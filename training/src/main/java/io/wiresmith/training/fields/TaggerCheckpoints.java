package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.FoundField;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.CheckpointManifest;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.sequence.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a checkpoint of the tagger holds, and its proof: it loads, is finite, and decodes. */
public final class TaggerCheckpoints {
  /** The model in the names of its checkpoints. */
  public static final String MODEL = "fields";

  private static final String KIND = "bilstm-crf";

  /** Lengths of the messages that are decoded for the proof. */
  private static final int[] LENGTHS = {0, 1, 12, 40};

  private TaggerCheckpoints() {}

  /** The checkpoints of fields below a directory. */
  public static CheckpointStore in(Path directory) {
    return new CheckpointStore(directory, MODEL, TaggerCheckpoints::prove);
  }

  /** The sizes of a network as its checkpoints tell them. */
  public static JsonNode architecture(TaggerShape shape) {
    ObjectNode architecture = Json.mapper().createObjectNode();
    architecture.put("kind", KIND).put("embedding", shape.embedding());
    shape.hidden().forEach(architecture.putArray("hidden")::add);
    return architecture.put("tags", shape.tags());
  }

  /**
   * The network of a checkpoint.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if it is none of this code
   */
  public static TaggerShape shape(CheckpointAbout about) {
    JsonNode said = about.architecture();
    List<Integer> hidden = new ArrayList<>();
    said.path("hidden").forEach(units -> hidden.add(units.asInt()));
    int embedding = said.path("embedding").asInt();
    if (embedding < 1 || hidden.isEmpty() || hidden.stream().anyMatch(units -> units < 1)) {
      throw other(said);
    }
    TaggerShape shape = new TaggerShape(embedding, hidden, TagScheme.FIELDS.size());
    if (!architecture(shape).equals(Json.mapper().valueToTree(said))) {
      throw other(said);
    }
    return shape;
  }

  private static WiresmithException other(JsonNode said) {
    return new WiresmithException(
        ErrorCode.DIGEST_MISMATCH,
        "its architecture is %s; required is a %s of %d tags"
            .formatted(said, KIND, TagScheme.FIELDS.size()));
  }

  /** The bytes of a checkpoint's file. */
  public static byte[] file(TrainingState state, CheckpointAbout about) {
    return state.bytes(tree(about));
  }

  /** The state that a proven checkpoint holds. */
  public static TrainingState state(SoundCheckpoint checkpoint) {
    CheckpointAbout about = checkpoint.manifest().about();
    return state(shape(about), checkpoint.file(), checkpoint.name().toString());
  }

  static TrainingState state(TaggerShape shape, byte[] file, String where) {
    List<Integer> sizes =
        shape.arrays().stream()
            .map(sides -> (int) Arrays.stream(sides).reduce(1, (a, b) -> a * b))
            .toList();
    return TrainingState.of(file, sizes, where);
  }

  private static void prove(CheckpointManifest manifest, byte[] file) {
    JsonNode inside = TrainingState.about(file, "it");
    if (!inside.equals(tree(manifest.about()))) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "its manifest does not say what its file says: one of them was changed");
    }
    TaggerShape shape = shape(manifest.about());
    TrainingState state = state(shape, file, "it");
    finite("weights", state.weights());
    finite("moments", state.first());
    finite("moments", state.second());
    decode(new TaggerWeights(shape, state.weights()));
  }

  /** What is known of a checkpoint, as its file holds it. */
  private static JsonNode tree(CheckpointAbout about) {
    return Json.parse(Json.bytes(about), JsonNode.class, "the manifest");
  }

  private static void finite(String what, List<float[]> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      for (float value : arrays.get(i)) {
        if (!Float.isFinite(value)) {
          throw new WiresmithException(
              ErrorCode.DIGEST_MISMATCH,
              "array %d of its %s holds %s; every number must be finite"
                  .formatted(i + 1, what, value));
        }
      }
    }
  }

  /** Decodes a few messages: every byte must be in one field, with a probability. */
  private static void decode(TaggerWeights weights) {
    List<byte[]> messages = new ArrayList<>();
    for (int length : LENGTHS) {
      byte[] message = new byte[length];
      for (int i = 0; i < length; i++) {
        message[i] = (byte) ((messages.size() + i) * 37);
      }
      messages.add(message);
    }
    try (OnnxModel model = OnnxModel.load(weights.graph(Map.of(), "A checkpoint."))) {
      Map<String, Tensor> found = model.run(MessageTensors.of(messages));
      List<List<FoundField>> fields = FoundField.of(found, LENGTHS.length);
      for (int row = 0; row < LENGTHS.length; row++) {
        check(LENGTHS[row], fields.get(row));
      }
    } catch (WiresmithException e) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED, "it does not decode: " + e.getMessage(), e);
    }
  }

  private static void check(int length, List<FoundField> found) {
    List<Field> fields = found.stream().map(FoundField::field).toList();
    boolean sure = found.stream().allMatch(it -> it.confidence() >= 0 && it.confidence() <= 1.001f);
    if (!sure || !FieldList.covering(length, fields).equals(fields)) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "of %d bytes it decodes %s; required is every byte in one field, with a probability"
              .formatted(length, found));
    }
  }
}
