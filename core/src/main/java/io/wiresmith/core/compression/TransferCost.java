package io.wiresmith.core.compression;

/** What a transfer costs: the oracle's formula, in one place. */
public final class TransferCost {
  /** Costs below a nanosecond count as one, so that every ratio of costs is a number. */
  public static final double LEAST_MILLIS = 1e-6;

  private TransferCost() {}

  /**
   * {@code compressed_mb * 8 / effective_bandwidth_mbps * 1000 + compress_ms * cpu_penalty}.
   *
   * @param compressedMb megabytes to send
   * @param effectiveMbps megabits per second that the transfer got
   * @param compressMillis milliseconds of compression
   * @param cpuPenalty factor on the time of compression
   * @return milliseconds
   */
  public static double millis(
      double compressedMb, double effectiveMbps, double compressMillis, double cpuPenalty) {
    return compressedMb * 8 / effectiveMbps * 1000 + compressMillis * cpuPenalty;
  }
}
