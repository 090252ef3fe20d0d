package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompressionFeaturesTest {
  private static final CompressionTrainingConfig CONFIG = CompressionTrainingConfig.shipped();
  private static final Vocabulary VOCABULARY =
      new Vocabulary(List.of(List.of("edge", "wan"), List.of("ap-south", "eu-west")));
  private static final int NUMERIC = 18;
  private final FeatureGraph graph =
      FeatureGraph.of(
          VOCABULARY, CONFIG, Optional.of(new Scaling(filled(NUMERIC, 0.5f), filled(NUMERIC, 2))));

  /**
   * rtt 9, jitter 1, bandwidth 100, size 2, entropy 6, compressibility .5, cpu .25, memory 2500.
   */
  private static final RawRow ROW =
      new RawRow(
          new float[] {9, 1, 100, 2, 6, 0.5f, 0.25f, 2500, 4, 50, 303, 2},
          new String[] {"wan", "eu-west"});

  @Test
  void computesTheEighteenFeaturesAndTheInteractions() {
    assertThat(trees(ROW))
        .containsExactly(
            9, 1, 100, 10, 2, 6, 0.5f, 0.25f, 0.75f, 4, 50, 303, 2, 2, 3, 1.5f, 1, 1, //
            160, 125, 2, 1, 16, 16, 2, 3.03f);
  }

  @Test
  void keepsAMissingNumberMissingInEveryFeatureThatNeedsIt() {
    float[] values = trees(ROW.with(2, Float.NaN));
    assertThat(values[2]).isNaN();
    assertThat(values[3]).isNaN();
    assertThat(values[14]).isNaN();
    assertThat(values[18]).isNaN();
    assertThat(values[0]).isEqualTo(9);
    assertThat(network(ROW.with(2, Float.NaN))[2]).isZero();
  }

  @Test
  void takesValuesOutsideTheirRangeAsItsNearestEnd() {
    assertThat(trees(ROW.with(6, Float.POSITIVE_INFINITY))[7]).isEqualTo(1);
    assertThat(trees(ROW.with(6, -3))[7]).isZero();
    assertThat(trees(ROW.with(2, Float.NEGATIVE_INFINITY))[2]).isZero();
    assertThat(trees(ROW.with(2, 0))[18]).isEqualTo(1e30f);
  }

  @Test
  void codesUnknownAndMissingTagsAsMinusOneAndAllZero() {
    for (String tag : List.of("", "carrier-pigeon", "WAN")) {
      RawRow row = ROW.withTag(0, tag);
      assertThat(trees(row)[16]).isEqualTo(Vocabulary.UNKNOWN);
      float[] network = network(row);
      assertThat(Arrays.copyOfRange(network, NUMERIC, NUMERIC + 4)).containsExactly(0, 0, 0, 1);
    }
    assertThat(Arrays.copyOfRange(network(ROW), NUMERIC, NUMERIC + 4)).containsExactly(0, 1, 0, 1);
  }

  @Test
  void limitsTheNetworksInputsToFiveDeviations() {
    for (RawRow edge : EdgeRows.exhaustive(ROW)) {
      for (float value : network(edge)) {
        assertThat(value).isBetween(-5f, 5f);
      }
    }
  }

  @Test
  void computesTheSameInABatchAndAlone() {
    List<RawRow> rows = EdgeRows.exhaustive(ROW);
    FeatureRows batch = graph.compute(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(batch.trees()[i]).isEqualTo(trees(rows.get(i)));
    }
  }

  private float[] trees(RawRow row) {
    return graph.compute(List.of(row)).trees()[0];
  }

  private float[] network(RawRow row) {
    return graph.compute(List.of(row)).network()[0];
  }

  private static float[] filled(int n, float value) {
    float[] values = new float[n];
    Arrays.fill(values, value);
    return values;
  }
}
