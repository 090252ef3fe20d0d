package io.wiresmith.etl.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.io.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandwidthGeneratorTest {
  private static final Instant UNTIL = Instant.parse("2026-11-15T00:00:00Z");
  private static final Pattern LINE =
      Pattern.compile("link_throughput,link=([^,]+),.* throughput_mbps=([^,]+),.*");

  private static List<Path> write(Path directory, LinkMode mode, int samples, long seed) {
    return new BandwidthGenerator(List.of(mode), samples, seed, UNTIL).write(directory);
  }

  private static Map<String, List<Double>> links(List<Path> files) {
    Map<String, List<Double>> links = new LinkedHashMap<>();
    for (Path file : files) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        for (String line : (Iterable<String>) lines.lines()::iterator) {
          Matcher point = LINE.matcher(line);
          assertThat(point.matches()).as(line).isTrue();
          links
              .computeIfAbsent(point.group(1), name -> new ArrayList<>())
              .add(Double.valueOf(point.group(2)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return links;
  }

  @Test
  void theSameSettingsGiveTheSameBytesAndAnotherSeedOtherLinks(@TempDir Path dir) {
    List<Path> one = write(dir.resolve("a"), LinkMode.INTERNET, 6_000, 7);
    List<Path> two = write(dir.resolve("b"), LinkMode.INTERNET, 6_000, 7);
    List<Path> other = write(dir.resolve("c"), LinkMode.INTERNET, 6_000, 8);

    assertThat(Sha256.of(one.get(0))).isEqualTo(Sha256.of(two.get(0)));
    TreeSet<String> names = new TreeSet<>(links(one).keySet());
    assertThat(names).hasSize(10);
    assertThat(names).doesNotContainAnyElementsOf(links(other).keySet());
  }

  /** The targets for synthetic data count only where repeating and averaging is not enough. */
  @ParameterizedTest
  @CsvSource({"DATACENTER, 0.75", "INTERNET, 0.60"})
  void naiveForecastsMissManyOfTheValues(LinkMode mode, double most, @TempDir Path dir) {
    List<List<Double>> links = List.copyOf(links(write(dir, mode, 60_000, 42)).values());
    double best = 0;
    for (double factor : new double[] {0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1}) {
      best = Math.max(best, within(links, factor));
    }

    assertThat(links).hasSize(100);
    assertThat(best).isBetween(most - 0.15, most);
  }

  /** The share of values within 20 % of the weighted mean of those before; 1 is the last value. */
  private static double within(List<List<Double>> links, double factor) {
    long hits = 0;
    long all = 0;
    for (List<Double> link : links) {
      double mean = link.get(0);
      for (int i = 1; i < link.size(); i++) {
        double actual = link.get(i);
        if (i > 60 && actual > 0) {
          all++;
          hits += Math.abs(mean - actual) <= 0.2 * actual ? 1 : 0;
        }
        mean = factor * actual + (1 - factor) * mean;
      }
    }
    return (double) hits / all;
  }
}
