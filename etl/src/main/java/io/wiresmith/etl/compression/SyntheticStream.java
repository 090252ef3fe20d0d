package io.wiresmith.etl.compression;

import io.wiresmith.etl.synthetic.Gaussian;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A stream of similar transfers over one link: size, entropy, compressibility and how often deltas
 * hit are its own, the network and the load vary from transfer to transfer.
 */
record SyntheticStream(
    String series,
    int link,
    double sizeMb,
    double entropy,
    double compressibility,
    double hitRate) {
  static final int STREAMS = 200;

  private static final List<String> LINKS = List.of("datacenter", "wan", "edge");
  private static final List<String> REGIONS = List.of("us-east", "us-west", "eu-west", "ap-south");
  private static final double[] LOG_BANDWIDTH = {Math.log(1500), Math.log(150), Math.log(20)};
  private static final double[] BANDWIDTH_SPREAD = {.8, .9, 1.1};
  private static final double[] LOG_RTT = {Math.log(.5), Math.log(35), Math.log(70)};
  private static final double HOUR_NANOS = 3.6e12;

  static SyntheticStream[] several(SplittableRandom random) {
    SyntheticStream[] streams = new SyntheticStream[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
      streams[i] = one(i, random);
    }
    return streams;
  }

  private static SyntheticStream one(int number, SplittableRandom random) {
    int twentieth = number % 20;
    int link = twentieth < 5 ? 0 : twentieth < 13 ? 1 : 2;
    String region = REGIONS.get(random.nextInt(REGIONS.size()));
    String series =
        String.format(
            Locale.ROOT,
            "dwcp_transfer,link_type=%s,node=n%02d,region=%s,stream=s%d",
            LINKS.get(link),
            random.nextInt(16),
            region,
            20_000 + number);
    double size = StrictMath.exp(random.nextDouble(Math.log(.06), Math.log(8)));
    double entropy = random.nextDouble(1.5, 7.5);
    double compressibility =
        clip(1 - StrictMath.pow(entropy / 8, 1.3) * random.nextDouble(.75, 1), .08, .95);
    boolean deltas = random.nextDouble() < .55;
    double hits = deltas ? random.nextDouble(55, 95) : random.nextDouble(0, 15);
    return new SyntheticStream(series, link, size, entropy, compressibility, hits);
  }

  /** Draws one transfer. */
  SyntheticTransfer transfer(SplittableRandom random, long time) {
    double bandwidth =
        clip(
            StrictMath.exp(LOG_BANDWIDTH[link] + BANDWIDTH_SPREAD[link] * Gaussian.of(random)),
            .2,
            40_000);
    double rtt = clip(StrictMath.exp(LOG_RTT[link] + .5 * Gaussian.of(random)), .05, 800);
    double jitter = rtt * clip(.08 * StrictMath.exp(.5 * Gaussian.of(random)), .005, .6);
    double hour = Math.floorMod(time, (long) (24 * HOUR_NANOS)) / HOUR_NANOS;
    double daily = .12 * StrictMath.sin(2 * Math.PI * (hour - 9) / 24);
    double cpu = clip(.35 + daily + .15 * Gaussian.of(random), .02, .97);
    double memory = clip(9700 - 6500 * cpu + 500 * Gaussian.of(random), 300, 9700);
    return new SyntheticTransfer(
        series,
        time,
        random.nextInt(3),
        bandwidth,
        rtt,
        jitter,
        cpu,
        memory,
        clip(sizeMb * StrictMath.exp(.25 * Gaussian.of(random)), .03, 16),
        clip(entropy + .08 * Gaussian.of(random), .3, 7.95),
        clip(compressibility + .015 * Gaussian.of(random), .03, .97),
        clip(hitRate + 3 * Gaussian.of(random), 0, 99));
  }

  private static double clip(double value, double least, double greatest) {
    return Math.min(Math.max(value, least), greatest);
  }
}
