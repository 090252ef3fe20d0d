package io.wiresmith.etl.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.etl.synthetic.GeneratedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes synthetic telemetry of transfers as gzip files of line protocol. What each codec costs is a
 * smooth function of what is known before the transfer, without noise, so that a sound model
 * decides nearly perfectly; the same settings always give the same bytes. Points are in the order
 * of time, at most {@link #POINTS_PER_FILE} in a file.
 *
 * @param samples how many transfers, at least 1
 * @param seed what all random numbers follow from
 * @param until the end of the {@link #SPAN} that the transfers fill
 */
public record CompressionGenerator(int samples, long seed, Instant until) {
  /** The end of the time that is filled, where nothing else is asked for. */
  public static final Instant UNTIL = Instant.parse("2026-11-15T00:00:00Z");

  /** The time that is filled. */
  public static final Duration SPAN = Duration.ofDays(30);

  /** The most points in one file. */
  public static final int POINTS_PER_FILE = 250_000;

  private static final Instant LATEST = Nanos.instant(Long.MAX_VALUE);
  private static final Instant EARLIEST = Nanos.instant(Long.MIN_VALUE).plus(SPAN);

  /** Checks the numbers. */
  public CompressionGenerator {
    if (samples < 1) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Cannot generate " + samples + " samples: at least 1 is required.");
    }
    if (until.isBefore(EARLIEST) || until.isAfter(LATEST)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "Cannot generate transfers until %s: timestamps are nanoseconds in 64 bits. Choose an end from %s to %s."
              .formatted(until, EARLIEST, LATEST));
    }
  }

  /**
   * Writes {@code transfers-<number>.lp.gz} into a directory, see {@link GeneratedFiles}.
   *
   * @return the files, in order
   * @throws WiresmithException {@code STORAGE_UNAVAILABLE} if they cannot be written
   */
  public List<Path> write(Path directory) {
    SplittableRandom random = new SplittableRandom(seed);
    SyntheticStream[] streams = SyntheticStream.several(random.split());
    SplittableRandom draws = random.split();
    long step = SPAN.toNanos() / samples;
    long start = Nanos.of(until.minus(SPAN));
    // One transfer in each equal slice of time: in order, and never two at once.
    return new GeneratedFiles(directory, "transfers", POINTS_PER_FILE)
        .write(
            samples,
            (i, line) -> {
              long time = start + i * step + draws.nextLong(step);
              streams[draws.nextInt(streams.length)].transfer(draws, time).append(line);
            });
  }
}
