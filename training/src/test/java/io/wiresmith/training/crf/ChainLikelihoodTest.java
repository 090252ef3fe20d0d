package io.wiresmith.training.crf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.fields.TagScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainLikelihoodTest {
  private static final TagScheme SMALL = new TagScheme(List.of("a", "b"));

  private final Random random = new Random(41);

  private float[] floats(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  private ChainParameters parameters(TagScheme scheme) {
    int tags = scheme.size();
    return new ChainParameters(scheme, floats(tags * tags, 1), floats(tags, 1), floats(tags, 1));
  }

  /** Tags that the scheme allows. */
  private int[] truth(TagScheme scheme, int length) {
    int[] truth = new int[length];
    for (int t = 0; t < length; t++) {
      do {
        truth[t] = random.nextInt(scheme.size());
      } while (!(t == 0 ? scheme.mayStart(truth[t]) : scheme.mayFollow(truth[t - 1], truth[t])));
    }
    return truth;
  }

  /** Log of the sum of all sequences' weights, and the best sequence, by trying all of them. */
  private static double everyWay(ChainParameters p, float[] emissions, int length, int[] best) {
    double[] most = {Double.NEGATIVE_INFINITY};
    return Math.log(way(p, emissions, new int[length], 0, 0, best, most));
  }

  private static double way(
      ChainParameters p, float[] e, int[] path, int at, double score, int[] best, double[] most) {
    if (at == path.length) {
      double whole = score + p.end()[path[at - 1]];
      if (whole > most[0]) {
        most[0] = whole;
        System.arraycopy(path, 0, best, 0, path.length);
      }
      return Math.exp(whole);
    }
    double sum = 0;
    int tags = p.scheme().size();
    for (int tag = 0; tag < tags; tag++) {
      double step = at == 0 ? p.first(tag) : p.step(path[at - 1], tag);
      if (step > Double.NEGATIVE_INFINITY) {
        path[at] = tag;
        sum += way(p, e, path, at + 1, score + step + e[at * tags + tag], best, most);
      }
    }
    return sum;
  }

  private static double score(ChainParameters p, float[] emissions, int[] tags) {
    double score = p.first(tags[0]) + p.end()[tags[tags.length - 1]];
    for (int t = 0; t < tags.length; t++) {
      score += emissions[t * p.scheme().size() + tags[t]];
      score += t == 0 ? 0 : p.step(tags[t - 1], tags[t]);
    }
    return score;
  }

  @Test
  void lossAndBestWayAreThoseOfTryingEveryWay() {
    for (int round = 0; round < 30; round++) {
      int length = 1 + round % 7;
      ChainParameters p = parameters(SMALL);
      float[] emissions = floats(length * SMALL.size(), 2);
      int[] truth = truth(SMALL, length);
      int[] best = new int[length];
      double all = everyWay(p, emissions, length, best);

      assertThat(new ChainLikelihood(p).of(emissions, List.of(truth)).loss())
          .isCloseTo(all - score(p, emissions, truth), within(1e-9));
      assertThat(new ViterbiPath(p).of(emissions, 0, length)).isEqualTo(best);
    }
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    ChainParameters p = parameters(TagScheme.FIELDS);
    int tags = TagScheme.FIELDS.size();
    int longest = 9;
    List<int[]> truth =
        List.of(
            truth(TagScheme.FIELDS, 9),
            truth(TagScheme.FIELDS, 1),
            new int[0],
            truth(TagScheme.FIELDS, 6));
    float[] emissions = floats(truth.size() * longest * tags, 1.5);
    ChainGradient gradient = new ChainLikelihood(p).of(emissions, truth);

    List<float[]> values = new ArrayList<>(List.of(emissions));
    values.addAll(p.arrays());
    List<float[]> gradients = new ArrayList<>(List.of(gradient.emissions()));
    gradients.addAll(gradient.parameters());
    for (int array = 0; array < values.size(); array++) {
      for (int i = 0; i < values.get(array).length; i++) {
        double found = difference(p, emissions, truth, values.get(array), i);
        assertThat((double) gradients.get(array)[i])
            .as("array %d, element %d", array, i)
            .isCloseTo(found, within(2e-6));
      }
    }
  }

  private static double difference(
      ChainParameters p, float[] emissions, List<int[]> truth, float[] values, int i) {
    float before = values[i];
    values[i] = before + 1e-2f;
    double step = values[i];
    double above = new ChainLikelihood(p).of(emissions, truth).loss();
    values[i] = before - 1e-2f;
    step -= values[i];
    double below = new ChainLikelihood(p).of(emissions, truth).loss();
    values[i] = before;
    return (above - below) / step;
  }

  @Test
  void whatLiesPastAnEndDoesNotMatter() {
    ChainParameters p = parameters(SMALL);
    List<int[]> truth = List.of(truth(SMALL, 2), truth(SMALL, 5));
    float[] emissions = floats(2 * 5 * SMALL.size(), 1);
    float[] other = emissions.clone();
    Arrays.fill(other, 2 * SMALL.size(), 5 * SMALL.size(), Float.NaN);

    ChainGradient a = new ChainLikelihood(p).of(emissions, truth);
    ChainGradient b = new ChainLikelihood(p).of(other, truth);

    assertThat(b.loss()).isEqualTo(a.loss());
    assertThat(b.emissions()).isEqualTo(a.emissions());
    assertThat(b.parameters().get(0)).isEqualTo(a.parameters().get(0));
    assertThat(Arrays.copyOfRange(a.emissions(), 2 * SMALL.size(), 5 * SMALL.size()))
        .containsOnly(0);
  }

  @Test
  void whatIsForbiddenHasNoGradientAndIsNeverTheBestWay() {
    ChainParameters p = parameters(TagScheme.FIELDS);
    Arrays.fill(p.transitions(), 30);
    int tags = TagScheme.FIELDS.size();
    float[] emissions = floats(40 * tags, 20);
    ChainGradient gradient =
        new ChainLikelihood(p).of(emissions, List.of(truth(TagScheme.FIELDS, 40)));

    for (int from = 0; from < tags; from++) {
      for (int to = 0; to < tags; to++) {
        if (!TagScheme.FIELDS.mayFollow(from, to)) {
          assertThat(gradient.parameters().get(0)[from * tags + to]).isZero();
        }
      }
    }
    assertThat(TagScheme.fields(new ViterbiPath(p).of(emissions, 0, 40))).isNotEmpty();
    assertThatThrownBy(() -> new ChainLikelihood(p).of(emissions, List.of(new int[] {0, 3})))
        .hasMessageContaining("hold a step that the scheme forbids");
  }

  @Test
  void longAndExtremeSequencesHaveALossThatIsANumber() {
    ChainParameters p = ChainParameters.fresh(TagScheme.FIELDS);
    for (double scale : new double[] {0, 1, 50, 1e4}) {
      ChainGradient gradient =
          new ChainLikelihood(p)
              .of(
                  floats(1500 * TagScheme.FIELDS.size(), scale),
                  List.of(truth(TagScheme.FIELDS, 1500)));
      assertThat(gradient.loss()).isFinite().isPositive();
      for (float value : gradient.emissions()) {
        assertThat(value).isBetween(-1f, 1.000001f);
      }
    }
  }

  @Test
  void stepsDownTheGradientLearnTheTruth() {
    ChainParameters p = ChainParameters.fresh(SMALL);
    float[] emissions = new float[12 * SMALL.size()];
    int[] truth = {0, 1, 1, 2, 3, 0, 2, 3, 3, 3, 0, 1};
    double first = new ChainLikelihood(p).of(emissions, List.of(truth)).loss();
    for (int step = 0; step < 200; step++) {
      ChainGradient gradient = new ChainLikelihood(p).of(emissions, List.of(truth));
      descend(emissions, gradient.emissions());
      for (int i = 0; i < 3; i++) {
        descend(p.arrays().get(i), gradient.parameters().get(i));
      }
    }

    assertThat(new ChainLikelihood(p).of(emissions, List.of(truth)).loss()).isLessThan(first / 50);
    assertThat(new ViterbiPath(p).of(emissions, 0, truth.length)).isEqualTo(truth);
  }

  private static void descend(float[] values, float[] gradient) {
    for (int i = 0; i < values.length; i++) {
      values[i] -= 0.5f * gradient[i];
    }
  }
}
