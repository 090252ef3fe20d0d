package io.wiresmith.etl.bandwidth;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.etl.synthetic.Gaussian;
import java.util.Locale;
import java.util.SplittableRandom;

/** One synthetic link; its steps are asked for once, in order. Not thread-safe. */
final class SyntheticLink {
  private static final double DAY_SECONDS = 86_400;
  private static final long NANOS = 1_000_000_000L;

  private final String tags;
  private final LinkMode mode;
  private final SplittableRandom random;
  private final int stepSeconds;
  private final Rhythm rhythm;
  private final int period;
  private final double size;
  private final int phase;
  private final double rtt;
  private double level;
  private double target;
  private double burst;
  private int outage;

  private SyntheticLink(String tags, Rhythm rhythm, LinkMode mode, SplittableRandom random) {
    this.tags = tags;
    this.rhythm = rhythm;
    this.mode = mode;
    this.random = random;
    boolean near = mode == LinkMode.DATACENTER;
    this.stepSeconds = near ? 5 : 1;
    this.period = near ? 5 + random.nextInt(8) : 4 + random.nextInt(7);
    this.size = near ? random.nextDouble(0.35, 0.6) : random.nextDouble(0.55, 0.9);
    this.phase = random.nextInt(12);
    this.rtt = near ? random.nextDouble(0.2, 1.5) : random.nextDouble(20, 120);
    this.level = StrictMath.log(near ? random.nextDouble(500, 9000) : random.nextDouble(4, 300));
    this.target = level;
  }

  /**
   * A link.
   *
   * @param name names it, also among links of other seeds
   * @param number of the mode's links, which chooses the rhythm
   */
  static SyntheticLink of(String name, int number, LinkMode mode, SplittableRandom random) {
    String tags =
        String.format(
            Locale.ROOT,
            "%s,link=%s,mode=%s,source=synthetic_%s",
            LinkTelemetry.MEASUREMENT,
            name,
            mode.id(),
            mode.id());
    return new SyntheticLink(tags, Rhythm.of(number), mode, random);
  }

  /** Appends the line of a step. */
  void append(StringBuilder line, int step, int steps, long untilNs) {
    long time = untilNs - (long) (steps - step) * stepSeconds * NANOS;
    boolean near = mode == LinkMode.DATACENTER;
    double noise = near ? 0.03 : 0.07;
    move(near);
    double day = 0.15 * StrictMath.sin(2 * Math.PI * (time / NANOS % DAY_SECONDS) / DAY_SECONDS);
    double wave = size * rhythm.at(step + phase, period);
    double log = level + day + wave + burst + noise * Gaussian.of(random);
    double mbps = outage > 0 ? 0 : StrictMath.exp(log);
    double jitter = rtt * (near ? 0.05 : 0.2) * (1 + Math.abs(Gaussian.of(random)));
    line.append(tags)
        .append(
            String.format(
                Locale.ROOT,
                " throughput_mbps=%.4f,rtt_ms=%.3f,jitter_ms=%.3f,loss_ratio=%.5f %d\n",
                mbps,
                rtt * (1 + 0.05 * Math.abs(Gaussian.of(random))),
                jitter,
                outage > 0 ? 1.0 : near ? 0.0 : 0.001,
                time));
  }

  /** Level shifts, ramps towards a new level, bursts that fade, outages of a few steps. */
  private void move(boolean near) {
    double rare = near ? 0.001 : 0.003;
    if (random.nextDouble() < rare) {
      target = level + random.nextDouble(-0.8, 0.8);
    }
    if (random.nextDouble() < rare) {
      level = target;
    }
    level += 0.03 * (target - level);
    burst = random.nextDouble() < rare ? random.nextDouble(0.3, 0.9) : 0.6 * burst;
    outage = outage > 0 ? outage - 1 : random.nextDouble() < rare / 3 ? 1 + random.nextInt(4) : 0;
  }
}
