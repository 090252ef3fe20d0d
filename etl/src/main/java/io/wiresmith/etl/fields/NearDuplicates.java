package io.wiresmith.etl.fields;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of one length of which no two are nearly the same. Two messages that differ in at most
 * {@code d} bytes agree in one of {@code d + 1} slices, so that only those which share a slice are
 * compared. Not thread-safe.
 */
final class NearDuplicates {
  private final int near;
  private final List<byte[]> kept = new ArrayList<>();
  private final List<Map<ByteBuffer, List<Integer>>> slices = new ArrayList<>();

  /** An empty set of messages; those that differ in at most that many bytes are nearly the same. */
  NearDuplicates(int near) {
    this.near = near;
    for (int slice = 0; slice <= near; slice++) {
      slices.add(new HashMap<>());
    }
  }

  /** Adds a message, unless it is nearly the same as one that is here: then false. */
  boolean add(byte[] message) {
    for (int slice = 0; slice <= near; slice++) {
      for (int index : slices.get(slice).getOrDefault(part(message, slice), List.of())) {
        if (differences(kept.get(index), message) <= near) {
          return false;
        }
      }
    }
    for (int slice = 0; slice <= near; slice++) {
      slices
          .get(slice)
          .computeIfAbsent(part(message, slice), key -> new ArrayList<>())
          .add(kept.size());
    }
    kept.add(message);
    return true;
  }

  private ByteBuffer part(byte[] message, int slice) {
    int from = (int) ((long) message.length * slice / (near + 1));
    int until = (int) ((long) message.length * (slice + 1) / (near + 1));
    return ByteBuffer.wrap(message, from, until - from);
  }

  private int differences(byte[] a, byte[] b) {
    int count = 0;
    for (int i = 0; i < a.length && count <= near; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }
}
