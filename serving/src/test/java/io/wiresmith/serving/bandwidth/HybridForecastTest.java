package io.wiresmith.serving.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.HybridMode;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.TestingClock;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.RunnableModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HybridForecastTest {
  private static final ModelKey DATACENTER = new ModelKey(ModelId.BANDWIDTH, "datacenter");
  private static final ModelKey INTERNET = new ModelKey(ModelId.BANDWIDTH, "internet");
  private static final float[] STEADY = {100, 101, 99, 100, 102, 98, 100, 101};

  private final TestingClock clock = new TestingClock();
  private final Heard heard = new Heard();
  private final HybridForecast forecast =
      new HybridForecast(new LinkMemory(Duration.ofMinutes(15), 1000), clock, heard);
  private final Map<ModelKey, RunnableModel> parts = new LinkedHashMap<>();

  HybridForecastTest() {
    parts.put(DATACENTER, new Part(1, .6f));
    parts.put(INTERNET, new Part(2, .2f));
  }

  @Test
  void aLinkOfADatacenterGetsItsForecastAlone() {
    Map<String, Tensor> answer = decide(row("a", .3f, .05f, STEADY));
    assertThat(text(answer, "mode")).isEqualTo("datacenter");
    assertThat(value(answer, "forecast_mbps")).isEqualTo(101);
    assertThat(value(answer, "lower_mbps")).isCloseTo(90.9f, within(.01f));
    assertThat(value(answer, "upper_mbps")).isCloseTo(111.1f, within(.01f));
    assertThat(value(answer, "confidence")).isEqualTo(.6f);
    assertThat(value(answer, "weight_datacenter")).isEqualTo(1);
    assertThat(value(answer, "weight_internet")).isEqualTo(0);
    assertThat(value(answer, "internet_forecast_mbps")).isEqualTo(202);
    assertThat(value(answer, "internet_confidence")).isEqualTo(.2f);
  }

  @Test
  void aLinkOfTheInternetGetsTheOther() {
    Map<String, Tensor> answer = decide(row("a", 60, 12, STEADY));
    assertThat(text(answer, "mode")).isEqualTo("internet");
    assertThat(value(answer, "forecast_mbps")).isEqualTo(202);
    assertThat(value(answer, "datacenter_upper_mbps")).isCloseTo(111.1f, within(.01f));
  }

  @Test
  void anUnclearLinkGetsBothByTheirConfidence() {
    Map<String, Tensor> answer = decide(row("a", Float.NaN, Float.NaN, new float[] {100}));
    assertThat(text(answer, "mode")).isEqualTo("hybrid");
    assertThat(value(answer, "weight_datacenter")).isCloseTo(.75f, within(1e-6f));
    assertThat(value(answer, "forecast_mbps")).isCloseTo(125, within(1e-3f));
    assertThat(value(answer, "confidence")).isCloseTo(.5f, within(1e-6f));
  }

  @Test
  void outputsAreThoseOfTheSignatureInItsOrder() {
    Map<String, Tensor> answer = decide(row("a", 1, 1, STEADY));
    assertThat(List.copyOf(answer.keySet()))
        .isEqualTo(forecast.signature().outputs().stream().map(it -> it.name()).toList());
    assertThat(forecast.modes(answer)).containsExactly("datacenter");
  }

  @Test
  void onePartAloneAnswersAndTheOtherIsNotKnown() {
    parts.remove(DATACENTER);
    Map<String, Tensor> answer = decide(row("a", .3f, .05f, STEADY));
    assertThat(text(answer, "mode")).isEqualTo("datacenter");
    assertThat(value(answer, "forecast_mbps")).isEqualTo(202);
    assertThat(value(answer, "weight_internet")).isEqualTo(1);
    assertThat(value(answer, "datacenter_forecast_mbps")).isNaN();
    assertThat(value(answer, "datacenter_confidence")).isNaN();
  }

  @Test
  void aModeIsDecidedAgainAfterTenSeconds() {
    decide(row("a", .3f, .05f, STEADY));
    clock.move(Duration.ofMillis(9_999));
    assertThat(text(decide(row("a", 60, 12, STEADY)), "mode")).isEqualTo("datacenter");
    clock.move(Duration.ofMillis(1));
    assertThat(text(decide(row("a", 60, 12, STEADY)), "mode")).isEqualTo("internet");
    assertThat(heard.switched).containsExactly(HybridMode.INTERNET);
  }

  @Test
  void aRowWithoutALinkIsDecidedByItself() {
    for (String none : new String[] {"", null}) {
      assertThat(text(decide(row(none, .3f, .05f, STEADY)), "mode")).isEqualTo("datacenter");
      assertThat(text(decide(row(none, 60, 12, STEADY)), "mode")).isEqualTo("internet");
    }
    assertThat(heard.links.getAsInt()).isZero();
    assertThat(heard.switched).isEmpty();
  }

  @Test
  void rowsOfOneLinkAreTakenInOrderAndThoseOfOthersDoNotMatter() {
    List<Tensor> inputs =
        List.of(
            Tensor.floats("throughput_mbps", new long[] {3, 3}, 1, 2, 3, 7, 8, 9, 2, 3, 4),
            Tensor.strings("link", new long[] {3}, "a", "b", "a"));
    forecast.decide(parts, inputs);
    assertThat(heard.errors).hasSize(1);
    assertThat(heard.links.getAsInt()).isEqualTo(2);
  }

  @Test
  void theErrorIsHeardWhenTheValueArrivesAndOnlyOnce() {
    decide(row("a", .3f, .05f, new float[] {1, 2, 80}));
    decide(row("a", .3f, .05f, new float[] {1, 2, 80}));
    assertThat(heard.errors).isEmpty();
    decide(row("a", .3f, .05f, new float[] {2, 80, 100}));
    decide(row("a", .3f, .05f, new float[] {2, 80, 100}));
    assertThat(heard.errors).hasSize(1);
    assertThat(heard.errors.get(0)).isCloseTo(.2, within(1e-6));
  }

  @Test
  void aValueOfZeroHasNoRelativeError() {
    decide(row("a", .3f, .05f, new float[] {1, 2, 80}));
    decide(row("a", .3f, .05f, new float[] {2, 80, 0}));
    assertThat(heard.errors).isEmpty();
  }

  @Test
  void aModelThatFailsLeavesEveryLinkAsItWas() {
    decide(row("a", .3f, .05f, new float[] {1, 2, 80}));
    parts.put(INTERNET, new Part(Float.NaN, 0));
    List<Tensor> next = row("a", .3f, .05f, new float[] {2, 80, 100});
    assertThatThrownBy(() -> decide(next)).hasMessage("for the test");
    assertThat(heard.errors).isEmpty();
    parts.put(INTERNET, new Part(2, .2f));
    decide(next);
    assertThat(heard.errors).hasSize(1);
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> decide(row("x".repeat(129), 1, 1, STEADY)))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("'link'")
        .hasMessageContaining("at most 128");
  }

  @Test
  void whateverIsSentTheForecastIsANumber() {
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, -1, 0, Float.MAX_VALUE, Float.MIN_VALUE, 5};
    Random random = new Random(9);
    for (int i = 0; i < 5_000; i++) {
      float[] history = new float[1 + random.nextInt(12)];
      for (int at = 0; at < history.length; at++) {
        history[at] = odd[random.nextInt(odd.length)];
      }
      Map<String, Tensor> answer =
          decide(row("a", odd[random.nextInt(7)], odd[random.nextInt(7)], history));
      assertThat(value(answer, "weight_datacenter") + value(answer, "weight_internet"))
          .isCloseTo(1, within(1e-6f));
      assertThat(value(answer, "forecast_mbps")).isBetween(0f, Float.MAX_VALUE);
      assertThat(value(answer, "confidence")).isBetween(0f, 1f);
      clock.move(Duration.ofSeconds(random.nextInt(20)));
    }
    assertThat(heard.errors).allMatch(it -> it >= 0 && !Double.isNaN(it));
  }

  @Test
  void aLinkThatMovesToAMobileNetworkSwitchesOnce() {
    Random random = new Random(10);
    List<String> modes = new ArrayList<>();
    float[] history = new float[60];
    for (int step = -60; step < 300; step++) {
      boolean mobile = step >= 150;
      double level =
          mobile ? 40 * Math.exp(.5 * random.nextGaussian()) : 900 + 20 * random.nextGaussian();
      System.arraycopy(history, 1, history, 0, 59);
      history[59] = (float) level;
      if (step >= 0) {
        float rtt =
            (float) (mobile ? 60 + 10 * random.nextGaussian() : .3 + .05 * random.nextDouble());
        float jitter =
            (float) (mobile ? 12 + 2 * random.nextGaussian() : .05 * random.nextDouble());
        modes.add(text(decide(row("phone", rtt, jitter, history)), "mode"));
        clock.move(Duration.ofSeconds(1));
      }
    }
    assertThat(heard.switched).containsExactly(HybridMode.INTERNET);
    assertThat(modes.subList(0, 150)).containsOnly("datacenter");
    assertThat(modes.subList(160, 300)).containsOnly("internet");
    assertThat(heard.errors).hasSize(299);
  }

  @Test
  void manyThreadsLoseNoRow() {
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, 4)
            .mapToObj(client -> CompletableFuture.runAsync(() -> grow("link-" + client)))
            .toList();
    clients.forEach(CompletableFuture::join);
    assertThat(heard.errors).hasSize(4 * 499);
    assertThat(heard.answered).isEqualTo(4 * 500);
  }

  private void grow(String link) {
    for (int i = 0; i < 500; i++) {
      decide(row(link, 1, 1, new float[] {i + 1, i + 2, i + 3}));
    }
  }

  @Test
  void rulesAnswerWithTheSameOutputsAndRememberNothing() {
    HybridRules rules = new HybridRules();
    Map<String, Tensor> near = rules.decide(row("a", .3f, .05f, STEADY));
    Map<String, Tensor> far = rules.decide(row("a", 60, 12, STEADY));
    assertThat(near.keySet()).isEqualTo(decide(row("a", 1, 1, STEADY)).keySet());
    assertThat(text(near, "mode")).isEqualTo("datacenter");
    assertThat(text(far, "mode")).isEqualTo("internet");
    assertThat(value(near, "forecast_mbps")).isCloseTo(100.5f, within(1f));
    assertThat(rules.decide(row("a", .3f, .05f, STEADY))).isEqualTo(near);
  }

  private Map<String, Tensor> decide(List<Tensor> inputs) {
    return forecast.decide(parts, inputs);
  }

  private static List<Tensor> row(String link, float rtt, float jitter, float... history) {
    long[] one = {1};
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(Tensor.floats("throughput_mbps", new long[] {1, history.length}, history));
    inputs.add(Tensor.floats("rtt_ms", one, rtt));
    inputs.add(Tensor.floats("jitter_ms", one, jitter));
    if (link != null) {
      inputs.add(Tensor.strings("link", one, link));
    }
    return inputs;
  }

  private static float value(Map<String, Tensor> answer, String name) {
    return ArtifactSession.output(answer, name).floatAt(0);
  }

  private static String text(Map<String, Tensor> answer, String name) {
    return ArtifactSession.output(answer, name).stringAt(0);
  }

  /** The last value, if it is one, times a factor; a factor that is no number fails. */
  private record Part(float factor, float confidence) implements RunnableModel {
    @Override
    public ModelSignature signature() {
      return new BandwidthRules().signature();
    }

    @Override
    public Map<String, Tensor> run(List<Tensor> inputs) {
      if (Float.isNaN(factor)) {
        throw new IllegalStateException("for the test");
      }
      assertThat(inputs).extracting(Tensor::name).containsExactly("throughput_mbps");
      Tensor history = inputs.get(0);
      int rows = history.rows();
      int steps = history.size() / rows;
      float[] last = new float[rows];
      float[] lower = new float[rows];
      float[] upper = new float[rows];
      float[] sure = new float[rows];
      for (int row = 0; row < rows; row++) {
        float value = history.floatAt((row + 1) * steps - 1);
        last[row] = factor * (value >= 0 ? Math.min(1e7f, value) : 0);
        lower[row] = .9f * last[row];
        upper[row] = 1.1f * last[row];
        sure[row] = confidence;
      }
      long[] shape = {rows};
      return Map.of(
          "forecast_mbps", Tensor.floats("forecast_mbps", shape, last),
          "lower_mbps", Tensor.floats("lower_mbps", shape, lower),
          "upper_mbps", Tensor.floats("upper_mbps", shape, upper),
          "confidence", Tensor.floats("confidence", shape, sure));
    }

    @Override
    public void close() {}
  }

  /** What was heard. */
  private static final class Heard implements ForecastListener {
    private final List<Double> errors = new ArrayList<>();
    private final List<HybridMode> switched = new ArrayList<>();
    private int answered;
    private IntSupplier links = () -> -1;

    @Override
    public synchronized void forecast(HybridMode mode, double confidence) {
      answered++;
    }

    @Override
    public synchronized void arrived(HybridMode mode, double error) {
      errors.add(error);
    }

    @Override
    public synchronized void switched(HybridMode mode) {
      switched.add(mode);
    }

    @Override
    public void remembers(IntSupplier number) {
      links = number;
    }
  }
}
