package io.wiresmith.etl.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.etl.source.Nanos;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
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

  private static final Instant LATEST = Nanos.instant(Long.MAX_VALUE);
  private static final Instant EARLIEST = Nanos.instant(Long.MIN_VALUE).plus(SPAN);
  private static final Pattern NAME = Pattern.compile("transfers-\\d{3,}\\.lp\\.gz");

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
   * Writes {@code transfers-<number>.lp.gz} into a directory: aside first, under their names when
   * all are complete. Files of that pattern that an earlier generation left are then removed. One
   * generation at a time in a directory.
   *
   * @return the files, in order
   * @throws WiresmithException {@code STORAGE_UNAVAILABLE} if they cannot be written
   */
  public List<Path> write(Path directory) {
    AtomicFiles.directory(directory);
    Path aside = directory.resolve(".transfers.tmp");
    AtomicFiles.deleteTree(aside);
    AtomicFiles.directory(aside);
    try {
      List<Path> files = move(generate(aside), directory);
      removeOthers(directory, files);
      return files;
    } finally {
      AtomicFiles.deleteTree(aside);
    }
  }

  private List<Path> generate(Path aside) {
    SplittableRandom random = new SplittableRandom(seed);
    SyntheticStream[] streams = SyntheticStream.several(random.split());
    SplittableRandom draws = random.split();
    long step = SPAN.toNanos() / samples;
    long start = Nanos.of(until.minus(SPAN));
    List<Path> files = new ArrayList<>();
    for (int from = 0; from < samples; from += POINTS_PER_FILE) {
      Path file = aside.resolve(String.format(Locale.ROOT, "%03d.tmp", files.size()));
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

  private static List<Path> move(List<Path> from, Path directory) {
    List<Path> files = new ArrayList<>();
    for (Path complete : from) {
      Path file =
          directory.resolve(String.format(Locale.ROOT, "transfers-%03d.lp.gz", files.size()));
      try {
        AtomicFiles.sync(complete);
        Files.move(
            complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw AtomicFiles.failed("write", file, e);
      }
      files.add(file);
    }
    return files;
  }

  private static void removeOthers(Path directory, List<Path> mine) {
    for (Path entry : AtomicFiles.list(directory)) {
      if (NAME.matcher(String.valueOf(entry.getFileName())).matches() && !mine.contains(entry)) {
        AtomicFiles.deleteTree(entry);
      }
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(
        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16);
  }
}
