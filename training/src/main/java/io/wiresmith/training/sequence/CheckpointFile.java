package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of a training on the disk: SHA-256 of the rest, length of the facts, facts as JSON,
 * then all arrays as big-endian floats. Written aside and renamed, so that a killed process leaves
 * the one before.
 *
 * @param file where it lies
 * @param identity what the training is of; a file of another one is not taken
 */
record CheckpointFile(Path file, String identity) {
  private static final int DIGEST = 32;

  void write(Progression state) {
    ObjectNode facts = state.facts().put("identity", identity);
    byte[] head = Json.bytes(facts);
    List<float[]> arrays = state.arrays();
    int floats = arrays.stream().mapToInt(array -> array.length).sum();
    ByteBuffer body = ByteBuffer.allocate(Integer.BYTES + head.length + floats * Float.BYTES);
    body.putInt(head.length).put(head);
    for (float[] array : arrays) {
      body.asFloatBuffer().put(array);
      body.position(body.position() + array.length * Float.BYTES);
    }
    ByteBuffer whole = ByteBuffer.allocate(DIGEST + body.capacity());
    whole.put(HexFormat.of().parseHex(Sha256.of(body.array()))).put(body.array());
    AtomicFiles.write(file, whole.array());
  }

  /**
   * The state to go on from, if there is one of this training.
   *
   * @param like arrays of the sizes
   * @param lines told why a file is not taken
   */
  Optional<Progression> read(List<float[]> like, Consumer<String> lines) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    ByteBuffer whole = ByteBuffer.wrap(AtomicFiles.read(file));
    if (!sound(whole)) {
      lines.accept("the checkpoint " + file + " is damaged; the training begins anew");
      return Optional.empty();
    }
    whole.position(DIGEST);
    byte[] head = new byte[whole.getInt()];
    whole.get(head);
    JsonNode facts = Json.parse(head, JsonNode.class, file.toString());
    if (!facts.path("identity").asText().equals(identity)) {
      lines.accept("the checkpoint " + file + " is of another training; this one begins anew");
      return Optional.empty();
    }
    return Optional.of(Progression.of(facts, arrays(whole, like)));
  }

  private static boolean sound(ByteBuffer whole) {
    if (whole.capacity() < DIGEST + Integer.BYTES) {
      return false;
    }
    byte[] digest = new byte[DIGEST];
    byte[] body = new byte[whole.capacity() - DIGEST];
    whole.get(digest).get(body);
    return HexFormat.of().formatHex(digest).equals(Sha256.of(body));
  }

  private static List<float[]> arrays(ByteBuffer whole, List<float[]> like) {
    List<float[]> arrays = new ArrayList<>();
    for (int copy = 0; copy < 4; copy++) {
      for (float[] shape : like) {
        float[] array = new float[shape.length];
        whole.asFloatBuffer().get(array);
        whole.position(whole.position() + array.length * Float.BYTES);
        arrays.add(array);
      }
    }
    return arrays;
  }
}
