package io.wiresmith.training.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.training.TestingSpark;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BandwidthTrainerTest {
  private static final String SMALL =
      """
      {"network": {"hidden": [12, 8], "epochs": 8, "batch-size": 16, "learning-rate": 0.01},
       "calibration-targets": 500, "checkpoint-seconds": 0, "least-windows": 0}
      """;

  private Path directory;
  private DatasetRef labelled;
  private TrainedArtifact trained;
  private ArtifactSession session;

  @BeforeAll
  void train(@TempDir Path temporary) throws Exception {
    directory = temporary;
    labelled = LinksFixture.datacenter(directory.resolve("workspace"), 400);
    trained = train("whole", line -> {});
    session = ArtifactSession.open(trained.artifact());
  }

  @AfterAll
  void close() {
    session.close();
  }

  private TrainedArtifact train(String name, java.util.function.Consumer<String> progress)
      throws Exception {
    return new BandwidthTrainer()
        .train(
            TestingSpark.session(),
            labelled,
            Json.mapper().readTree(SMALL),
            new TrainingContext("test", 3, progress, directory.resolve(name + "-checkpoints")),
            directory.resolve(name));
  }

  private Map<String, float[]> forecast(float[]... rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    long[] shape = {rows.length, rows[0].length};
    Map<String, Tensor> out = session.run(List.of(Tensor.floats(LinkFeatures.INPUT, shape, all)));
    Map<String, float[]> values = new java.util.TreeMap<>();
    out.forEach((output, tensor) -> values.put(output, tensor.floats()));
    return values;
  }

  private float one(String output, float... history) {
    return Objects.requireNonNull(forecast(history).get(output))[0];
  }

  private static float[] swing(double level, int from, int steps) {
    float[] values = new float[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = (float) (level * (2 + Math.sin((from + i) / 3.0)));
    }
    return values;
  }

  @Test
  void theLossFallsAndTheForecastFollowsTheSwing() {
    JsonNode epochs = trained.report().at("/losses/probe");
    double first = epochs.get(0).path("validation").asDouble();
    double last = epochs.get(epochs.size() - 1).path("validation").asDouble();
    assertThat(last).isLessThan(first - 0.2);

    float forecast = one(ForecastNodes.FORECAST, swing(10, 0, 30));
    double next = 10 * (2 + Math.sin(30 / 3.0));
    assertThat((double) forecast).isCloseTo(next, within(0.25 * next));
  }

  @Test
  void aKilledTrainingGoesOnToTheSameBytes() throws Exception {
    List<String> lines = new ArrayList<>();
    assertThatThrownBy(
            () ->
                train(
                    "killed",
                    line -> {
                      if (line.contains("epoch 5 of")) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");

    TrainedArtifact resumed = train("killed", lines::add);

    assertThat(lines).anyMatch(line -> line.startsWith("train goes on in epoch 5"));
    assertThat(resumed.artifact().modelSha256()).isEqualTo(trained.artifact().modelSha256());
    assertThat(resumed.report()).isEqualTo(trained.report());
  }

  @Test
  void theForecastGrowsWithTheLinkAndTheConfidenceDoesNot() {
    float[] slow = swing(10, 0, 30);
    float[] fast = swing(1000, 0, 30);
    assertThat(one(ForecastNodes.FORECAST, fast) / one(ForecastNodes.FORECAST, slow))
        .isBetween(80f, 120f);
    assertThat(one(ForecastNodes.CONFIDENCE, fast))
        .isCloseTo(one(ForecastNodes.CONFIDENCE, slow), within(0.15f));
  }

  @Test
  void aShortHistoryIsTheSameAsOneThatBeginsUnmeasured() {
    float[] few = swing(10, 20, 10);
    float[] padded = new float[30];
    Arrays.fill(padded, Float.NaN);
    System.arraycopy(few, 0, padded, 20, 10);
    assertThat(one(ForecastNodes.FORECAST, few)).isEqualTo(one(ForecastNodes.FORECAST, padded));
  }

  @Test
  void aLongHistoryCountsByItsLastSteps() {
    float[] all = swing(10, 0, 75);
    assertThat(one(ForecastNodes.FORECAST, all))
        .isEqualTo(one(ForecastNodes.FORECAST, Arrays.copyOfRange(all, 45, 75)));
  }

  @Test
  void nothingInGivesZeroAndZeroConfidence() {
    float[] nothing = {Float.NaN, Float.NaN};
    forecast(nothing).values().forEach(output -> assertThat(output[0]).isZero());
  }

  @Test
  void whateverComesInTheAnswerIsANumberAndInOrder() {
    SplittableRandom random = new SplittableRandom(9);
    float[] odd = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      -1,
      0,
      -0f,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      1e-30f,
      1e9f
    };
    for (int trial = 0; trial < 400; trial++) {
      float[] history = new float[1 + random.nextInt(70)];
      for (int i = 0; i < history.length; i++) {
        history[i] =
            random.nextInt(3) == 0
                ? odd[random.nextInt(odd.length)]
                : (float) (Math.pow(10, random.nextInt(6)) * random.nextDouble());
      }
      Map<String, float[]> out = forecast(history);
      float forecast = Objects.requireNonNull(out.get(ForecastNodes.FORECAST))[0];
      float lower = Objects.requireNonNull(out.get(ForecastNodes.LOWER))[0];
      float upper = Objects.requireNonNull(out.get(ForecastNodes.UPPER))[0];
      float confidence = Objects.requireNonNull(out.get(ForecastNodes.CONFIDENCE))[0];
      assertThat(List.of(forecast, lower, upper, confidence))
          .as(Arrays.toString(history))
          .allMatch(value -> Float.isFinite(value) && value >= 0);
      assertThat(lower).isLessThanOrEqualTo(forecast);
      assertThat(forecast).isLessThanOrEqualTo(upper);
      assertThat(confidence).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void rowsOfABatchDoNotSeeEachOther() {
    float[][] rows = new float[16][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = swing(Math.pow(10, i % 5), 7 * i, 30);
    }
    float[] together = Objects.requireNonNull(forecast(rows).get(ForecastNodes.FORECAST));
    for (int i = 0; i < rows.length; i++) {
      float alone = one(ForecastNodes.FORECAST, rows[i]);
      assertThat(together[i]).isCloseTo(alone, within(1e-5f * alone));
    }
  }

  @Test
  void theConfidenceFallsWhenTheLinkGrowsRestless() {
    float[] steady = new float[30];
    java.util.Arrays.fill(steady, 100);
    float[][] restless = new float[200][30];
    SplittableRandom random = new SplittableRandom(4);
    for (float[] link : restless) {
      for (int i = 0; i < 30; i++) {
        link[i] = (float) (10 * Math.exp(5 * random.nextDouble()));
      }
    }
    double sum = 0;
    for (float confidence :
        Objects.requireNonNull(forecast(restless).get(ForecastNodes.CONFIDENCE))) {
      sum += confidence;
    }
    assertThat(one(ForecastNodes.CONFIDENCE, steady))
        .isGreaterThan((float) (sum / restless.length) + 0.1f);
  }

  @Test
  void theProvenanceNamesEveryLinkThatWasSeenAndNoOther() {
    Artifact artifact = trained.artifact();
    JsonNode provenance =
        Json.parse(artifact.readVerified(Artifact.PROVENANCE), JsonNode.class, "provenance");
    assertThat(provenance.at("/rows/training").asLong()).isPositive();
    List<String> links = new ArrayList<>();
    provenance.path("links").forEach(link -> links.add(link.asText()));
    assertThat(links).hasSize(7).doesNotContain("fixture/link-0").contains("fixture/link-1");
  }

  @Test
  void aWrongSettingIsNamedWithItsRange() {
    assertThatThrownBy(
            () ->
                BandwidthTrainingConfig.parse(
                    LinkMode.INTERNET, Json.mapper().readTree("{\"network\": {\"dropout\": 2}}")))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("network.dropout is 2.0, required is 0.0 to 0.9");
  }
}
