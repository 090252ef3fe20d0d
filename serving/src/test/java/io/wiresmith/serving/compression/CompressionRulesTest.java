package io.wiresmith.serving.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class CompressionRulesTest {
  private final CompressionRules rules = new CompressionRules();

  @Test
  void regretOnTheLastFifthIsWhatTheDocumentationSays() throws IOException {
    List<Map<String, Double>> transfers = transfers();
    List<Map<String, Double>> last = transfers.subList(transfers.size() * 4 / 5, transfers.size());
    String[] decisions = decide(last);
    double regret = 0;
    int right = 0;
    for (int i = 0; i < decisions.length; i++) {
      double best = Double.MAX_VALUE;
      double chosen = 0;
      for (Codec codec : Codec.values()) {
        double cost = cost(last.get(i), codec);
        best = Math.min(best, cost);
        chosen = decisions[i].equals(codec.id()) ? cost : chosen;
      }
      regret += Math.log(chosen / best);
      right += chosen == best ? 1 : 0;
    }
    assertThat(Math.exp(regret / decisions.length) - 1).isCloseTo(.030, within(.0005));
    assertThat((double) right / decisions.length).isCloseTo(.854, within(.001));
  }

  @Test
  void withoutABandwidthNothingIsCompressedSpecially() {
    Map<String, Tensor> outputs =
        rules.decide(List.of(Tensor.column("bandwidth_mbps", Float.NaN, 0, -1)));
    assertThat(ArtifactSession.output(outputs, "decision").strings()).containsOnly("none");
    assertThat(ArtifactSession.output(outputs, "confidence").floats()).containsOnly(1);
  }

  @Test
  void probabilitiesSumToOne() {
    Map<String, Tensor> outputs =
        rules.decide(
            List.of(
                Tensor.column("bandwidth_mbps", 1e-30f, 1, Float.POSITIVE_INFINITY),
                Tensor.column("entropy", Float.NaN, 8, 0)));
    float[] shares = ArtifactSession.output(outputs, "probabilities").floats();
    for (int row = 0; row < 3; row++) {
      assertThat(shares[3 * row] + shares[3 * row + 1] + shares[3 * row + 2])
          .isCloseTo(1, within(1e-5f));
    }
  }

  private String[] decide(List<Map<String, Double>> transfers) {
    List<Tensor> inputs = new ArrayList<>();
    for (String name :
        List.of(
            "bandwidth_mbps",
            "compressibility_score",
            "entropy",
            "cpu_usage",
            "hde_delta_hit_rate")) {
      float[] column = new float[transfers.size()];
      for (int row = 0; row < column.length; row++) {
        column[row] = transfers.get(row).getOrDefault(name, Double.NaN).floatValue();
      }
      inputs.add(Tensor.column(name, column));
    }
    return ArtifactSession.output(rules.decide(inputs), "decision").strings();
  }

  private static double cost(Map<String, Double> row, Codec codec) {
    return value(row, codec.compressedMbField()) * 8000 / value(row, "effective_bandwidth_mbps")
        + value(row, codec.compressMillisField()) * (1 + value(row, "cpu_usage"));
  }

  private static double value(Map<String, Double> row, String name) {
    return row.getOrDefault(name, Double.NaN);
  }

  /** The recorded transfers in the order of time; their lines have no escapes. */
  private static List<Map<String, Double>> transfers() throws IOException {
    Path file = Path.of("../examples/compression/transfers.lp.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(CompressionRulesTest::transfer)
          .sorted(Comparator.comparingDouble(it -> value(it, "time")))
          .toList();
    }
  }

  private static Map<String, Double> transfer(String line) {
    String[] parts = line.split(" ");
    Map<String, Double> row = new HashMap<>();
    row.put("time", Double.valueOf(parts[2]));
    for (String field : parts[1].split(",")) {
      int equals = field.indexOf('=');
      if (field.charAt(equals + 1) != '"') {
        row.put(field.substring(0, equals), Double.valueOf(field.substring(equals + 1)));
      }
    }
    return row;
  }
}
