package io.wiresmith.training.checkpoint;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a checkpoint is called: {@code fields_v1.0.0_epoch25_f10.9234_20250102_120000}. No two of a
 * store have the same time, so that times order them.
 *
 * @param model the model
 * @param version semantic version of the training: minor for one from scratch, patch for one that
 *     went on from another
 * @param epoch the epoch behind which it was kept
 * @param f1 macro F1 of the boundaries on the validation messages, to four decimals
 * @param time when it was kept, in UTC, to the second
 */
public record CheckpointName(
    String model, String version, int epoch, double f1, LocalDateTime time) {
  /** From the newest to the oldest. */
  public static final Comparator<CheckpointName> NEWEST_FIRST =
      Comparator.comparing(CheckpointName::time).reversed();

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");
  private static final Pattern PATTERN =
      Pattern.compile(
          "([a-z]+)_v([0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6})_epoch([0-9]{1,6})_f1([01]\\.[0-9]{4})_([0-9]{8}_[0-9]{6})");

  /** A name of that moment. */
  static CheckpointName of(CheckpointAbout about, LocalDateTime time) {
    double f1 = Math.round(about.f1() * 10_000) / 10_000.0;
    return new CheckpointName(about.model(), about.version(), about.epoch(), f1, time);
  }

  /** Reads a name; empty if it is none. */
  static Optional<CheckpointName> find(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CheckpointName(
              matcher.group(1),
              matcher.group(2),
              Integer.parseInt(matcher.group(3)),
              Double.parseDouble(matcher.group(4)),
              LocalDateTime.parse(matcher.group(5), TIME)));
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a name.
   *
   * @throws WiresmithException {@code USAGE} if it is none
   */
  public static CheckpointName parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.USAGE,
                    "'%s' is no name of a checkpoint; they look like fields_v1.0.0_epoch25_f10.9234_20250102_120000. See: bin/wiresmith checkpoints list"
                        .formatted(text)));
  }

  /** When it was kept. */
  public java.time.Instant instant() {
    return time.toInstant(ZoneOffset.UTC);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s_v%s_epoch%d_f1%.4f_%s", model, version, epoch, f1, TIME.format(time));
  }
}
