package io.wiresmith.etl.bandwidth;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.LinkTelemetry;
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
  private final double period;
  private final double swing;
  private final double phase;
  private final double rtt;
  private double level;
  private double target;
  private double burst;
  private int outage;

  private SyntheticLink(String tags, LinkMode mode, SplittableRandom random) {
    this.tags = tags;
    this.mode = mode;
    this.random = random;
    boolean near = mode == LinkMode.DATACENTER;
    this.stepSeconds = near ? 5 : 1;
    this.period = random.nextDouble(near ? 8 : 7, near ? 12 : 14);
    this.swing = random.nextDouble(near ? 0.25 : 0.35, near ? 0.4 : 0.6);
    this.phase = random.nextDouble();
    this.rtt = near ? random.nextDouble(0.2, 1.5) : random.nextDouble(20, 120);
    this.level = Math.log(near ? random.nextDouble(500, 9000) : random.nextDouble(4, 300));
    this.target = level;
  }

  static SyntheticLink of(int number, LinkMode mode, SplittableRandom random) {
    String tags =
        String.format(
            Locale.ROOT,
            "%s,link=l%03d,mode=%s,source=synthetic_%s",
            LinkTelemetry.MEASUREMENT,
            number,
            mode.id(),
            mode.id());
    return new SyntheticLink(tags, mode, random);
  }

  /** Appends the line of a step. */
  void append(StringBuilder line, int step, int steps, long untilNs) {
    long time = untilNs - (long) (steps - step) * stepSeconds * NANOS;
    boolean near = mode == LinkMode.DATACENTER;
    double noise = near ? 0.03 : 0.07;
    move(near);
    double day = 0.15 * StrictMath.sin(2 * Math.PI * (time / NANOS % DAY_SECONDS) / DAY_SECONDS);
    double wave = swing * StrictMath.sin(2 * Math.PI * (step / period + phase));
    double log = level + day + wave + burst + noise * gaussian();
    double mbps = outage > 0 ? 0 : StrictMath.exp(log);
    double jitter = rtt * (near ? 0.05 : 0.2) * (1 + Math.abs(gaussian()));
    line.append(tags)
        .append(
            String.format(
                Locale.ROOT,
                " throughput_mbps=%.4f,rtt_ms=%.3f,jitter_ms=%.3f,loss_ratio=%.5f %d\n",
                mbps,
                rtt * (1 + 0.05 * Math.abs(gaussian())),
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

  /** By Box and Muller with StrictMath: the same on every machine. */
  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
