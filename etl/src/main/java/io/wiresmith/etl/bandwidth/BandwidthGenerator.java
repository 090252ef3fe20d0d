package io.wiresmith.etl.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.etl.synthetic.GeneratedFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes synthetic telemetry of links as gzip files of line protocol: daily load, bursts, outages,
 * level shifts and ramps, and on six of eight links a rhythm that naive forecasts miss ({@link
 * Rhythm}). The same settings always give the same bytes; links of another seed have other names.
 * Points are in the order of links, then of time.
 *
 * @param modes the modes, each with as many links
 * @param samples how many points, at least {@link #FEWEST}
 * @param seed what all random numbers follow from
 * @param until the end of every link
 */
public record BandwidthGenerator(List<LinkMode> modes, int samples, long seed, Instant until) {
  /** The fewest points that make links of enough steps. */
  public static final int FEWEST = 4_000;

  /** The most points in one file. */
  private static final int POINTS_PER_FILE = 250_000;

  private static final int STEPS_OF_A_LINK = 600;
  private static final int FEWEST_LINKS = 10;
  private static final int MOST_LINKS = 400;

  /** Checks the numbers. */
  public BandwidthGenerator {
    modes = List.copyOf(modes);
    if (samples < FEWEST) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "Cannot generate %d samples of links: at least %d are required."
              .formatted(samples, FEWEST));
    }
  }

  /**
   * Writes {@code links-<number>.lp.gz} into a directory, see {@link GeneratedFiles}.
   *
   * @return the files, in order
   * @throws WiresmithException {@code STORAGE_UNAVAILABLE} if they cannot be written
   */
  public List<Path> write(Path directory) {
    int wanted = samples / STEPS_OF_A_LINK;
    int links = Math.max(FEWEST_LINKS * modes.size(), Math.min(MOST_LINKS, wanted));
    int steps = samples / links;
    SplittableRandom random = new SplittableRandom(seed);
    List<SyntheticLink> all = new ArrayList<>();
    for (int i = 0; i < links; i++) {
      String name = String.format(Locale.ROOT, "%d-%03d", seed, i);
      LinkMode mode = modes.get(i % modes.size());
      all.add(SyntheticLink.of(name, i / modes.size(), mode, random.split()));
    }
    return new GeneratedFiles(directory, "links", POINTS_PER_FILE)
        .write(
            links * steps,
            (i, line) -> all.get(i / steps).append(line, i % steps, steps, Nanos.of(until)));
  }
}
