package io.wiresmith.core.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which messages there are, by the first 48 bits of SHA-256 over their bytes: enough to know a
 * message again under another capture's name, too little to read it. Of a million messages, one of
 * 280 million others is taken for one of them.
 *
 * @param prefixes the first 48 bits of each digest
 */
public record MessageDigests(Set<Long> prefixes) {
  /** Its key in {@code provenance.json}. */
  public static final String KEY = "message_digests";

  /** Of no message. */
  public static final MessageDigests NONE = new MessageDigests(Set.of());

  private static final int BITS = 48;
  private static final int BYTES = BITS / Byte.SIZE;

  /** Copies the set. */
  public MessageDigests {
    prefixes = Set.copyOf(prefixes);
  }

  /** Those of messages. */
  public static MessageDigests of(Collection<LabelledMessage> messages) {
    return NONE.with(messages);
  }

  /** These and those of more messages. */
  public MessageDigests with(Collection<LabelledMessage> more) {
    Set<Long> all = new HashSet<>(prefixes);
    more.forEach(message -> all.add(prefix(message.bytes())));
    return new MessageDigests(all);
  }

  /** Whether a message of the same bytes is among them. */
  public boolean contain(LabelledMessage message) {
    return prefixes.contains(prefix(message.bytes()));
  }

  private static long prefix(byte[] message) {
    return ByteBuffer.wrap(Sha256.digest().digest(message)).getLong() >>> (Long.SIZE - BITS);
  }

  /** As text: in ascending order, six bytes each, in Base64. */
  public String text() {
    ByteBuffer all = ByteBuffer.allocate(prefixes.size() * BYTES);
    for (long prefix : new TreeSet<>(prefixes)) {
      all.putShort((short) (prefix >>> Integer.SIZE)).putInt((int) prefix);
    }
    return Base64.getEncoder().encodeToString(all.array());
  }

  /**
   * Reads {@link #text}; of nothing where it is empty.
   *
   * @throws WiresmithException {@code CONFORMANCE_FAILED} if it is no such text
   */
  public static MessageDigests parse(String text, String where) {
    try {
      ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      if (all.remaining() % BYTES != 0) {
        throw new IllegalArgumentException(all.remaining() + " bytes");
      }
      Set<Long> prefixes = new TreeSet<>();
      while (all.hasRemaining()) {
        prefixes.add(
            (long) Short.toUnsignedInt(all.getShort()) << Integer.SIZE
                | Integer.toUnsignedLong(all.getInt()));
      }
      return new MessageDigests(prefixes);
    } catch (IllegalArgumentException e) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "%s: '%s' is no Base64 of six bytes for each message; export the artifact again."
              .formatted(where, KEY),
          e);
    }
  }
}
