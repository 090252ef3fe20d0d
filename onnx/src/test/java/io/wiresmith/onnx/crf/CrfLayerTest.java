package io.wiresmith.onnx.crf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxChecker;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrfLayerTest {
  private static final TagScheme SMALL = new TagScheme(List.of("a", "b"));

  private final Random random = new Random(29);

  private CrfLayer layer(TagScheme scheme, double scale) {
    int tags = scheme.size();
    return new CrfLayer(
        scheme, floats(tags * tags, scale), floats(tags, scale), floats(tags, scale));
  }

  private float[] floats(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  private float[][] emissions(int length, TagScheme scheme, double scale) {
    float[][] emissions = new float[length][];
    for (int t = 0; t < length; t++) {
      emissions[t] = floats(scheme.size(), scale);
    }
    return emissions;
  }

  static byte[] model(CrfLayer layer) {
    GraphBuilder graph = new GraphBuilder("crf");
    int tags = layer.scheme().size();
    String emissions =
        graph.input(TensorSpec.of("emissions", DataType.FP32, "scores", "L", "N", tags));
    String lengths = graph.input(TensorSpec.of("lengths", DataType.INT64, "lengths", "N"));
    CrfOutputs out = layer.write(graph, "crf", emissions, lengths);
    graph.output(TensorSpec.of("tags", DataType.INT64, "", "N", "L"), out.tags());
    graph.output(TensorSpec.of("tag_confidence", DataType.FP32, "", "N", "L"), out.tagConfidence());
    graph.output(TensorSpec.of("boundary", DataType.FP32, "", "N", "L"), out.boundary());
    graph.output(TensorSpec.of("segments", DataType.INT64, "", "K", 4), out.segments());
    graph.output(TensorSpec.of("confidence", DataType.FP32, "", "K"), out.segmentConfidence());
    return graph.build(Map.of(), "A CRF.");
  }

  /** Decodes sequences together; what lies past an end is what {@code filler} says. */
  private static Decoded decode(OnnxModel model, int longest, float filler, float[][]... rows) {
    int tags = rows[0].length == 0 ? (int) model.inputs().get(0).size(2) : rows[0][0].length;
    float[] flat = new float[longest * rows.length * tags];
    Arrays.fill(flat, filler);
    long[] lengths = new long[rows.length];
    for (int n = 0; n < rows.length; n++) {
      lengths[n] = rows[n].length;
      for (int t = 0; t < rows[n].length; t++) {
        System.arraycopy(rows[n][t], 0, flat, (t * rows.length + n) * tags, tags);
      }
    }
    Map<String, Tensor> out =
        model.run(
            List.of(
                Tensor.floats("emissions", new long[] {longest, rows.length, tags}, flat),
                Tensor.longs("lengths", new long[] {rows.length}, lengths)));
    return new Decoded(longest, out);
  }

  private record Decoded(int longest, Map<String, Tensor> outputs) {
    Tensor of(String name) {
      return Objects.requireNonNull(outputs.get(name));
    }

    int[] tags(int row, int length) {
      return Arrays.stream(of("tags").longs(), row * longest, row * longest + length)
          .mapToInt(tag -> (int) tag)
          .toArray();
    }

    float at(String name, int row, int position) {
      return of(name).floatAt(row * longest + position);
    }

    /** Each segment as {@code sequence start end type}. */
    List<String> segments() {
      long[] all = of("segments").longs();
      String[] told = new String[all.length / 4];
      for (int k = 0; k < told.length; k++) {
        told[k] = Arrays.toString(Arrays.copyOfRange(all, 4 * k, 4 * k + 4));
      }
      return List.of(told);
    }
  }

  @Test
  void theOfficialCheckerPassesTheGraphAndTheSameCallsGiveTheSameBytes() {
    CrfLayer layer = layer(TagScheme.FIELDS, 1);
    OnnxChecker.check(model(layer));
    assertThat(model(layer)).isEqualTo(model(layer));
  }

  @Test
  void agreesWithTryingEverySequenceOfTags() {
    for (int round = 0; round < 20; round++) {
      CrfLayer layer = layer(SMALL, 1);
      float[][] emissions = emissions(1 + round % 6, SMALL, 1.5);
      List<PlainChain.Weighted> all = new PlainChain(layer, emissions).everySequence();
      int[] best = new int[0];
      double most = 0;
      double[][] marginals = new double[emissions.length][SMALL.size()];
      for (PlainChain.Weighted way : all) {
        best = way.score() > most ? way.path() : best;
        most = Math.max(most, way.score());
        for (int t = 0; t < emissions.length; t++) {
          marginals[t][way.path()[t]] += way.score();
        }
      }
      try (OnnxModel model = OnnxModel.load(model(layer))) {
        Decoded decoded = decode(model, emissions.length, 0, emissions);
        assertThat(decoded.tags(0, emissions.length)).isEqualTo(best);
        for (int t = 0; t < emissions.length; t++) {
          assertThat((double) decoded.at("tag_confidence", 0, t))
              .isCloseTo(marginals[t][best[t]], within(1e-6));
          assertThat((double) decoded.at("boundary", 0, t))
              .isCloseTo(marginals[t][0] + marginals[t][2], within(1e-6));
        }
        assertSegments(decoded, all);
      }
    }
  }

  /** The confidence of a segment is the share of the sequences that have exactly this one. */
  private static void assertSegments(Decoded decoded, List<PlainChain.Weighted> all) {
    long[] segments = decoded.of("segments").longs();
    for (int k = 0; k < segments.length / 4; k++) {
      int start = (int) segments[4 * k + 1];
      int end = (int) segments[4 * k + 2];
      int type = (int) segments[4 * k + 3];
      double share = 0;
      for (PlainChain.Weighted way : all) {
        share += has(way.path(), start, end, type) ? way.score() : 0;
      }
      assertThat((double) decoded.of("confidence").floatAt(k)).isCloseTo(share, within(1e-6));
    }
  }

  private static boolean has(int[] path, int start, int end, int type) {
    boolean has = path[start] == SMALL.begin(type);
    for (int t = start + 1; t < end; t++) {
      has &= path[t] == SMALL.inside(type);
    }
    return has && (end == path.length || path[end] != SMALL.inside(type));
  }

  @Test
  void agreesWithPlainLoopsOverFieldsOfMessages() {
    CrfLayer layer = layer(TagScheme.FIELDS, 2);
    try (OnnxModel model = OnnxModel.load(model(layer))) {
      for (int round = 0; round < 40; round++) {
        float[][][] rows = new float[5][][];
        for (int n = 0; n < rows.length; n++) {
          rows[n] = emissions(1 + random.nextInt(60), TagScheme.FIELDS, 1 + random.nextInt(8));
        }
        Decoded decoded = decode(model, 60, 0, rows);
        for (int n = 0; n < rows.length; n++) {
          assertAgrees(decoded, n, new PlainChain(layer, rows[n]), rows[n].length);
        }
      }
    }
  }

  private static void assertAgrees(Decoded decoded, int row, PlainChain plain, int length) {
    int[] path = plain.viterbi();
    assertThat(decoded.tags(row, length)).isEqualTo(path);
    double[][] marginals = plain.marginals();
    for (int t = 0; t < length; t++) {
      double begins = 0;
      for (int tag = 0; tag < marginals[t].length; tag += 2) {
        begins += marginals[t][tag];
      }
      assertThat((double) decoded.at("tag_confidence", row, t))
          .isCloseTo(marginals[t][path[t]], within(1e-6));
      assertThat((double) decoded.at("boundary", row, t)).isCloseTo(begins, within(1e-6));
    }
    long[] segments = decoded.of("segments").longs();
    for (int k = 0; k < segments.length / 4; k++) {
      if (segments[4 * k] == row) {
        double probability =
            plain.segment(
                (int) segments[4 * k + 1], (int) segments[4 * k + 2], (int) segments[4 * k + 3]);
        assertThat((double) decoded.of("confidence").floatAt(k))
            .isCloseTo(probability, within(1e-6));
      }
    }
  }

  @Test
  void segmentsCoverEverySequenceInOrder() {
    CrfLayer layer = layer(TagScheme.FIELDS, 1);
    try (OnnxModel model = OnnxModel.load(model(layer))) {
      float[][][] rows = new float[7][][];
      for (int n = 0; n < rows.length; n++) {
        rows[n] = emissions(n * 4, TagScheme.FIELDS, 3);
      }
      Decoded decoded = decode(model, 24, 0, rows);
      long[] segments = decoded.of("segments").longs();
      long[] ends = new long[rows.length];
      for (int k = 0; k < segments.length; k += 4) {
        int row = (int) segments[k];
        assertThat(segments[k + 1]).isEqualTo(ends[row]);
        assertThat(segments[k + 2]).isGreaterThan(segments[k + 1]);
        assertThat(segments[k + 3]).isEqualTo(decoded.tags(row, 24)[(int) segments[k + 1]] / 2);
        ends[row] = segments[k + 2];
      }
      assertThat(ends).containsExactly(0, 4, 8, 12, 16, 20, 24);
      assertThat(decoded.of("segments").shape()[0]).isEqualTo(decoded.of("confidence").size());
    }
  }

  @Test
  void lengthsNoneOneAndAllWorkAndPastTheEndIsNothing() {
    CrfLayer layer = layer(SMALL, 1);
    try (OnnxModel model = OnnxModel.load(model(layer))) {
      Decoded none = decode(model, 3, 5, new float[0][], new float[0][]);
      assertThat(none.of("tags").longs()).containsOnly(-1);
      assertThat(none.of("tag_confidence").floats()).containsOnly(0);
      assertThat(none.of("boundary").floats()).containsOnly(0);
      assertThat(none.of("segments").shape()).containsExactly(0, 4);
      assertThat(none.of("confidence").shape()).containsExactly(0);

      float[][] one = emissions(1, SMALL, 1);
      Decoded alone = decode(model, 1, 0, one);
      assertThat(alone.tags(0, 1)).isEqualTo(new PlainChain(layer, one).viterbi());
      assertThat(alone.at("boundary", 0, 0)).isEqualTo(1);
      assertThat(alone.segments()).hasSize(1);

      Decoded mixed = decode(model, 2, 7, one, new float[0][], emissions(2, SMALL, 1));
      assertThat(mixed.of("tags").longs()[1]).isEqualTo(-1);
      assertThat(mixed.of("boundary").floats()[1]).isEqualTo(0);
      assertThat(mixed.segments().get(0)).startsWith("[0, 0, 1, ");
      assertThat(mixed.segments()).noneMatch(segment -> segment.startsWith("[1,"));
    }
  }

  @Test
  void togetherIsAsAloneWhateverLiesPastTheEnds() {
    CrfLayer layer = layer(TagScheme.FIELDS, 1);
    try (OnnxModel model = OnnxModel.load(model(layer))) {
      float[][][] rows = new float[9][][];
      for (int n = 0; n < rows.length; n++) {
        rows[n] = emissions(1 + random.nextInt(40), TagScheme.FIELDS, 2);
      }
      Decoded together = decode(model, 50, Float.NaN, rows);
      assertThat(decode(model, 50, 1e30f, rows).outputs()).isEqualTo(together.outputs());
      assertThat(decode(model, 50, Float.NEGATIVE_INFINITY, rows).outputs())
          .isEqualTo(together.outputs());
      for (int n = 0; n < rows.length; n++) {
        int length = rows[n].length;
        Decoded alone = decode(model, length, 0, rows[n]);
        assertThat(together.tags(n, length)).isEqualTo(alone.tags(0, length));
        for (int t = 0; t < length; t++) {
          assertThat(together.at("tag_confidence", n, t))
              .isCloseTo(alone.at("tag_confidence", 0, t), within(1e-6f));
          assertThat(together.at("boundary", n, t))
              .isCloseTo(alone.at("boundary", 0, t), within(1e-6f));
        }
      }
    }
  }

  @Test
  void whatMayNotFollowIsNeverDecoded() {
    int tags = TagScheme.FIELDS.size();
    float[] lure = new float[tags * tags];
    float[] starts = new float[tags];
    for (int from = 0; from < tags; from++) {
      starts[from] = TagScheme.FIELDS.mayStart(from) ? -50 : 50;
      for (int to = 0; to < tags; to++) {
        lure[from * tags + to] = TagScheme.FIELDS.mayFollow(from, to) ? -50 : 50;
      }
    }
    CrfLayer layer = new CrfLayer(TagScheme.FIELDS, lure, starts, new float[tags]);
    try (OnnxModel model = OnnxModel.load(model(layer))) {
      for (double scale : new double[] {0, 1, 100, 1e6}) {
        float[][] emissions = emissions(80, TagScheme.FIELDS, scale);
        Decoded decoded = decode(model, 80, 0, emissions);
        int[] path = decoded.tags(0, 80);
        assertThat(TagScheme.tags(TagScheme.fields(path))).isEqualTo(path);
        assertThat(path).isEqualTo(new PlainChain(layer, emissions).viterbi());
        for (float value : decoded.of("tag_confidence").floats()) {
          assertThat(value).isBetween(0f, 1.000001f);
        }
        for (float value : decoded.of("confidence").floats()) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void aLeanMovesWhatIsDecodedAndNoProbability() {
    CrfLayer plain = layer(TagScheme.FIELDS, 1);
    CrfLayer leaning =
        new CrfLayer(plain.scheme(), plain.transitions(), plain.start(), plain.end(), 2);
    float[][] emissions = emissions(200, TagScheme.FIELDS, 1.5);
    try (OnnxModel with = OnnxModel.load(model(leaning));
        OnnxModel without = OnnxModel.load(model(plain))) {
      Decoded more = decode(with, 200, 0, emissions);
      Decoded fewer = decode(without, 200, 0, emissions);
      assertAgrees(more, 0, new PlainChain(leaning, emissions), 200);
      assertThat(more.segments()).hasSizeGreaterThan(fewer.segments().size());
      assertThat(more.of("boundary")).isEqualTo(fewer.of("boundary"));
    }
  }

  @Test
  void longMessagesKeepTheirPrecision() {
    CrfLayer layer = layer(TagScheme.FIELDS, 1);
    float[][] emissions = emissions(1500, TagScheme.FIELDS, 4);
    try (OnnxModel model = OnnxModel.load(model(layer))) {
      Decoded decoded = decode(model, 1500, 0, emissions);
      assertAgrees(decoded, 0, new PlainChain(layer, emissions), 1500);
    }
  }

  @Test
  void refusesScoresOfAnotherSize() {
    assertThatThrownBy(() -> new CrfLayer(SMALL, new float[15], new float[4], new float[4]))
        .hasMessage("A CRF of 4 tags has 15 transitions, 4 starts and 4 ends.");
  }
}
