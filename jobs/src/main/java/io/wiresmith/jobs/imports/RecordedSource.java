package io.wiresmith.jobs.imports;

import io.wiresmith.core.bandwidth.LinkMode;
import java.util.Map;
import java.util.Optional;

/** What is known of public collections of traces; {@code docs/reference/bandwidth-model.md}. */
final class RecordedSource {
  /** The mode of links that no model learns from: averages, hours, fractions of a second. */
  static final String OTHER = "other";

  private static final Map<String, String> MODES =
      Map.ofEntries(
          Map.entry("kth_istio_respbytes_5s", LinkMode.DATACENTER.id()),
          Map.entry("nab_ec2_netin_5min", LinkMode.DATACENTER.id()),
          Map.entry("hsdpa_norway_1s", LinkMode.INTERNET.id()),
          Map.entry("lumos5g_4G_1s", LinkMode.INTERNET.id()),
          Map.entry("lumos5g_5G_1s", LinkMode.INTERNET.id()),
          Map.entry("mnwild5g_iperf_1s", LinkMode.INTERNET.id()),
          Map.entry("ucc5g_download_1s", LinkMode.INTERNET.id()),
          Map.entry("ucc5g_video_1s", LinkMode.INTERNET.id()),
          Map.entry("mahimahi_lte_1s", LinkMode.INTERNET.id()),
          Map.entry("puffer220218_native", LinkMode.INTERNET.id()),
          Map.entry("mahimahi_lte_100ms", OTHER),
          Map.entry("alibaba2018_netin_avg_10s", OTHER),
          Map.entry("isp_transatlantic_1h", OTHER),
          Map.entry("cmu_X", OTHER),
          Map.entry("cmu_Y", OTHER),
          Map.entry("bell.labs_X", OTHER),
          Map.entry("bell.labs_Y", OTHER));

  private RecordedSource() {}

  /** The mode of a collection's links, if the collection is known. */
  static Optional<String> mode(String dataset) {
    return Optional.ofNullable(MODES.get(dataset));
  }
}
