package io.wiresmith.evaluation.compression;

import io.wiresmith.core.Window;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.telemetry.Nanos;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The test rows with all that judging needs, in canonical order (time, then tags).
 *
 * @param rows what is known of each
 * @param candidate what the artifact decided
 * @param champion what the champion decided, where there is one
 */
record JudgedRows(List<JudgedRow> rows, Decisions candidate, Optional<Choices> champion) {
  static final int CODECS = Codec.values().length;

  JudgedRows {
    rows = List.copyOf(rows);
  }

  int size() {
    return rows.size();
  }

  JudgedRow at(int row) {
    return rows.get(row);
  }

  int[] all() {
    return IntStream.range(0, size()).toArray();
  }

  int[] where(IntPredicate condition) {
    return IntStream.range(0, size()).filter(condition).toArray();
  }

  Choices oracle() {
    return new Choices(rows.stream().mapToInt(JudgedRow::label).toArray());
  }

  Choices production() {
    return new Choices(rows.stream().mapToInt(JudgedRow::production).toArray());
  }

  /** The oracle that knows the nominal bandwidth instead of the measured one. */
  Choices informed() {
    return new Choices(rows.stream().mapToInt(JudgedRow::informed).toArray());
  }

  Instant instant(int row) {
    return Nanos.instant(at(row).timeNs());
  }

  /** From the first row to the last, where there are rows. */
  Optional<Window> window() {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Window(instant(0), instant(size() - 1).plusNanos(1)));
  }
}
