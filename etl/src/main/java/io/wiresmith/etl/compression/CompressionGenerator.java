package io.wiresmith.etl.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

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

  /** Checks the number. */
  public CompressionGenerator {
    if (samples < 1) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Cannot generate " + samples + " samples: at least 1 is required.");
    }
  }

  /**
   * Writes {@code transfers-<number>.lp.gz} into a directory; files of the same names are replaced.
   *
   * @return the files, in order
   * @throws WiresmithException {@code STORAGE_UNAVAILABLE} if they cannot be written
   */
  public List<Path> write(Path directory) {
    AtomicFiles.directory(directory);
    SplittableRandom random = new SplittableRandom(seed);
    SyntheticStream[] streams = SyntheticStream.several(random.split());
    SplittableRandom draws = random.split();
    long step = SPAN.toNanos() / samples;
    long start = until.minus(SPAN).getEpochSecond() * 1_000_000_000L + until.getNano();
    List<Path> files = new ArrayList<>();
    for (int from = 0; from < samples; from += POINTS_PER_FILE) {
      Path file = directory.resolve("transfers-%03d.lp.gz".formatted(files.size()));
      int to = (int) Math.min(samples, (long) from + POINTS_PER_FILE);
      StringBuilder line = new StringBuilder(640);
      try (OutputStream out = open(file)) {
        for (int i = from; i < to; i++) {
          // One transfer in each equal slice of time: in order, and never two at once.
          long time = start + i * step + draws.nextLong(step);
          line.setLength(0);
          streams[draws.nextInt(streams.length)].transfer(draws, time).append(line);
          out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw AtomicFiles.failed("write", file, e);
      }
      files.add(file);
    }
    return files;
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(
        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16);
  }
}
