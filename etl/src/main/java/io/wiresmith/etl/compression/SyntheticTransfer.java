package io.wiresmith.etl.compression;

import static io.wiresmith.core.compression.TransferTelemetry.ALGORITHM;
import static io.wiresmith.core.compression.TransferTelemetry.AMST_TRANSFER_RATE_MBPS;
import static io.wiresmith.core.compression.TransferTelemetry.BANDWIDTH_MBPS;
import static io.wiresmith.core.compression.TransferTelemetry.BASELINE_RATIO;
import static io.wiresmith.core.compression.TransferTelemetry.COMPRESSIBILITY_SCORE;
import static io.wiresmith.core.compression.TransferTelemetry.CPU_USAGE;
import static io.wiresmith.core.compression.TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS;
import static io.wiresmith.core.compression.TransferTelemetry.ENTROPY;
import static io.wiresmith.core.compression.TransferTelemetry.HDE_DELTA_HIT_RATE;
import static io.wiresmith.core.compression.TransferTelemetry.HDE_RATIO;
import static io.wiresmith.core.compression.TransferTelemetry.JITTER_MS;
import static io.wiresmith.core.compression.TransferTelemetry.MEMORY_AVAILABLE_MB;
import static io.wiresmith.core.compression.TransferTelemetry.RTT_MS;
import static io.wiresmith.core.compression.TransferTelemetry.SIZE_MB;
import static io.wiresmith.core.compression.TransferTelemetry.TRANSFER_MS;

import io.wiresmith.core.compression.Codec;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One synthetic transfer. Ratios and times of the codecs follow from entropy, compressibility, hit
 * rate and load: {@code hde} compresses best and is slowest, {@code amst} is fast and light, {@code
 * none} lies between.
 */
record SyntheticTransfer(
    String series,
    long time,
    int used,
    double bandwidth,
    double rtt,
    double jitter,
    double cpu,
    double memory,
    double size,
    double entropy,
    double compressibility,
    double hitRate) {
  private static final MathContext SEVEN_DIGITS = new MathContext(7);

  /** Appends the line, with its line feed. */
  void append(StringBuilder out) {
    double contention = 1 + .6 * cpu * cpu;
    double effective = .93 * bandwidth;
    double amstRate =
        1 / (share(Codec.AMST) / effective + millisPerMb(Codec.AMST) * contention / 8000);
    out.append(series).append(' ');
    field(out, RTT_MS, rtt);
    field(out, JITTER_MS, jitter);
    field(out, BANDWIDTH_MBPS, bandwidth);
    field(out, EFFECTIVE_BANDWIDTH_MBPS, effective);
    field(out, SIZE_MB, size);
    field(out, ENTROPY, entropy);
    field(out, COMPRESSIBILITY_SCORE, compressibility);
    field(out, CPU_USAGE, cpu);
    field(out, MEMORY_AVAILABLE_MB, memory);
    field(out, HDE_RATIO, hdeRatio());
    field(out, HDE_DELTA_HIT_RATE, hitRate);
    field(out, BASELINE_RATIO, baselineRatio());
    field(out, AMST_TRANSFER_RATE_MBPS, amstRate);
    for (Codec codec : Codec.values()) {
      field(out, codec.compressedMbField(), size * share(codec));
      field(out, codec.compressMillisField(), size * millisPerMb(codec) * contention);
    }
    Codec production = Codec.values()[used];
    field(
        out,
        TRANSFER_MS,
        size * share(production) * 8000 / effective + size * millisPerMb(production) * contention);
    out.append(ALGORITHM).append("=\"").append(production.id()).append("\" ");
    out.append(time).append('\n');
  }

  private double baselineRatio() {
    return StrictMath.pow(1 - compressibility, -.85);
  }

  private double hdeRatio() {
    double hits = hitRate / 100;
    return baselineRatio() * (.92 + 7 * hits * hits);
  }

  /** Compressed size by size. */
  private double share(Codec codec) {
    return switch (codec) {
      case HDE -> 1 / hdeRatio();
      case AMST -> .07 + .93 * StrictMath.pow(1 - compressibility, .73);
      case NONE -> 1 / baselineRatio();
    };
  }

  /** Compression time on an idle machine. */
  private double millisPerMb(Codec codec) {
    double base =
        switch (codec) {
          case HDE -> 3.6;
          case AMST -> .5;
          case NONE -> 2.2;
        };
    return base + base * entropy / 8;
  }

  private static void field(StringBuilder out, String name, double value) {
    out.append(name)
        .append('=')
        .append(new BigDecimal(value, SEVEN_DIGITS).stripTrailingZeros().toPlainString())
        .append(',');
  }
}
