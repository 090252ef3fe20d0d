package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Facts and arrays as bytes: SHA-256 of the rest, length of the facts, facts as JSON, then all
 * arrays as big-endian floats.
 *
 * @param facts what is no array
 * @param floats the arrays, one behind the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StateBytes(JsonNode facts, float[] floats) {
  private static final int DIGEST = 32;

  static byte[] write(JsonNode facts, List<float[]> arrays) {
    byte[] head = Json.bytes(facts);
    int floats = arrays.stream().mapToInt(array -> array.length).sum();
    ByteBuffer body = ByteBuffer.allocate(Integer.BYTES + head.length + floats * Float.BYTES);
    body.putInt(head.length).put(head);
    for (float[] array : arrays) {
      body.asFloatBuffer().put(array);
      body.position(body.position() + array.length * Float.BYTES);
    }
    ByteBuffer whole = ByteBuffer.allocate(DIGEST + body.capacity());
    whole.put(HexFormat.of().parseHex(Sha256.of(body.array()))).put(body.array());
    return whole.array();
  }

  /** What the bytes hold; empty where their digest or their lengths do not hold. */
  static Optional<StateBytes> read(byte[] bytes, String where) {
    if (bytes.length < DIGEST + Integer.BYTES) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(bytes, DIGEST, bytes.length);
    String digest = HexFormat.of().formatHex(bytes, 0, DIGEST);
    ByteBuffer rest = ByteBuffer.wrap(body);
    int head = rest.getInt();
    if (!digest.equals(Sha256.of(body)) || head < 0 || head > rest.remaining()) {
      return Optional.empty();
    }
    byte[] facts = new byte[head];
    rest.get(facts);
    if (rest.remaining() % Float.BYTES != 0) {
      return Optional.empty();
    }
    float[] floats = new float[rest.remaining() / Float.BYTES];
    rest.asFloatBuffer().get(floats);
    return Optional.of(new StateBytes(Json.parse(facts, JsonNode.class, where), floats));
  }

  /** The arrays, so many of those sizes; empty where they are not exactly these. */
  Optional<List<float[]>> arrays(List<Integer> sizes, int copies) {
    long all = sizes.stream().mapToLong(Integer::longValue).sum() * copies;
    if (all != floats.length) {
      return Optional.empty();
    }
    List<float[]> arrays = new ArrayList<>();
    int at = 0;
    for (int copy = 0; copy < copies; copy++) {
      for (int size : sizes) {
        arrays.add(Arrays.copyOfRange(floats, at, at + size));
        at += size;
      }
    }
    return Optional.of(arrays);
  }
}
