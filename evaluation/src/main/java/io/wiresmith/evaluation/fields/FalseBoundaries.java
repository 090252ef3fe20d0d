package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.FieldScores;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Boundaries found in random bytes, where there are none.
 *
 * @param messages random messages of 8 to 256 bytes, as many of each length as chance gives
 * @param positions places between two of their bytes
 * @param boundaries of these, how many were called boundaries
 */
record FalseBoundaries(int messages, long positions, long boundaries) {
  private static final int MESSAGES = 1_000;

  static FalseBoundaries of(FieldsSession session, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message =
          new byte[random.nextInt(FieldScores.FEWEST_BYTES, FieldScores.JUDGED_BYTES + 1)];
      random.nextBytes(message);
      messages.add(message);
    }
    long positions = messages.stream().mapToLong(message -> message.length - 1).sum();
    long boundaries =
        Batches.findAll(session, messages).stream()
            .mapToLong(found -> found.fields().size() - 1)
            .sum();
    return new FalseBoundaries(MESSAGES, positions, boundaries);
  }

  /** The share of positions. */
  double share() {
    return (double) boundaries / positions;
  }
}
