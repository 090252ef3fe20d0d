package io.wiresmith.core.telemetry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that come again and again, found by their bytes without decoding them. Each entry remembers
 * the last row that used it, which shows a name given twice at no cost. Not thread-safe.
 */
final class NameTable {
  private static final int MOST = 1 << 14;

  /** A name. */
  static final class Entry {
    private final byte[] bytes;
    private final int hash;
    final String text;
    long row = -1;

    Entry(byte[] bytes, int hash, String text) {
      this.bytes = bytes;
      this.hash = hash;
      this.text = text;
    }

    private boolean is(byte[] other, int from, int to, int otherHash) {
      return hash == otherHash && Arrays.equals(bytes, 0, bytes.length, other, from, to);
    }
  }

  private @Nullable Entry[] slots = new @Nullable Entry[256];
  private int size;

  /** Makes room, between two rows. */
  void trim() {
    if (size > MOST) {
      slots = new @Nullable Entry[256];
      size = 0;
    }
  }

  /** The entry of those bytes; {@code equals} says whether {@code \=} is an escape here. */
  Entry find(byte[] bytes, int from, int to, int hash, boolean equals) {
    int mask = slots.length - 1;
    int at = (hash ^ (hash >>> 15)) & mask;
    for (Entry entry = slots[at]; entry != null; entry = slots[at]) {
      if (entry.is(bytes, from, to, hash)) {
        return entry;
      }
      at = (at + 1) & mask;
    }
    byte[] own = Arrays.copyOfRange(bytes, from, to);
    Entry entry = new Entry(own, hash, Escapes.decodeName(own, equals));
    slots[at] = entry;
    if (++size * 2 > slots.length) {
      grow();
    }
    return entry;
  }

  private void grow() {
    @Nullable Entry[] old = slots;
    slots = new @Nullable Entry[old.length * 2];
    int mask = slots.length - 1;
    for (Entry entry : old) {
      if (entry != null) {
        int at = (entry.hash ^ (entry.hash >>> 15)) & mask;
        while (slots[at] != null) {
          at = (at + 1) & mask;
        }
        slots[at] = entry;
      }
    }
  }
}
