package io.wiresmith.onnx.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxChecker;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TreeEnsembleTest {
  private static final Offset<Float> ROUNDING = Offset.offset(5e-7f);

  private final TreeEnsemble ensemble = TreeEnsemble.ofXgboost(resource("softprob.json"));

  @Test
  void agreesWithXgboostOnThresholdsNeighboursAndMissingValues() {
    List<float[][]> expected = expectations();
    assertThat(expected).hasSize(323);
    try (OnnxModel all = OnnxModel.load(model(ensemble));
        OnnxModel half = OnnxModel.load(model(ensemble.firstRounds(2)))) {
      for (float[][] row : expected) {
        assertThat(ensemble.margins(row[0])).containsExactly(row[1]);
        assertThat(ensemble.firstRounds(2).margins(row[0])).containsExactly(row[2]);
        assertThat(run(all, row[0], "margins")).containsExactly(row[1], ROUNDING);
        assertThat(run(half, row[0], "margins")).containsExactly(row[2], ROUNDING);
        assertThat(run(all, row[0], "probabilities")).containsExactly(row[3], ROUNDING);
      }
    }
  }

  @Test
  void agreesWithTheTreesOnEverySplitItsNeighboursAndInfinities() {
    List<float[]> rows = edgeRows();
    try (OnnxModel model = OnnxModel.load(model(ensemble))) {
      for (float[] row : rows) {
        assertThat(run(model, row, "margins")).containsExactly(ensemble.margins(row), ROUNDING);
      }
    }
  }

  @Test
  void givesABatchWhatItGivesRowByRow() {
    List<float[]> rows = edgeRows();
    float[] flat = new float[rows.size() * 4];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, 4 * i, 4);
    }
    try (OnnxModel model = OnnxModel.load(model(ensemble))) {
      float[] together = run(model, flat, "margins");
      for (int i = 0; i < rows.size(); i++) {
        assertThat(run(model, rows.get(i), "margins"))
            .containsExactly(Arrays.copyOfRange(together, 3 * i, 3 * i + 3));
      }
    }
  }

  @Test
  void passesTheOfficialCheckerAndWritesTheSameBytesAgain() {
    OnnxChecker.check(model(ensemble));
    TreeEnsemble again = TreeEnsemble.ofXgboost(resource("softprob.json"));
    assertThat(again).isEqualTo(ensemble);
    assertThat(model(again)).isEqualTo(model(ensemble));
  }

  @Test
  void tellsRoundsAndSplits() {
    assertThat(ensemble.rounds()).isEqualTo(4);
    assertThat(ensemble.classes()).isEqualTo(3);
    assertThat(ensemble.firstRounds(2).trees()).hasSize(6);
    assertThat(ensemble.splits()).hasSizeGreaterThan(20);
    assertThatThrownBy(() -> ensemble.firstRounds(5))
        .hasMessage("Cannot cut to 5 rounds: required is 1 to 4.");
  }

  @Test
  void leavesOutNodesThatPruningLeftBehind() {
    // Node 1 and 2 were pruned away: the root is a leaf.
    TreeEnsemble pruned =
        TreeEnsemble.ofXgboost(
            booster("\"left_children\":[-1,-1,-1],\"right_children\":[-1,-1,-1]", "gbtree"));
    assertThat(pruned.trees()).allSatisfy(tree -> assertThat(tree.size()).isEqualTo(1));
    assertThat(pruned.margins(new float[1])).containsExactly(0.5f + 7, 0.5f + 7);
    assertThat(ensemble.trees().get(0).size()).isGreaterThan(5);
  }

  @Test
  void refusesOtherBoosters() {
    assertRefused(
        booster("\"left_children\":[1,-1,-1],\"right_children\":[2,-1,-1]", "dart"),
        "it is dart with");
    assertRefused(
        booster("\"left_children\":[1,1,-1],\"right_children\":[2,2,-1]", "gbtree"), "is broken");
    assertRefused(
        booster("\"left_children\":[1,-1,-1],\"right_children\":[9,-1,-1]", "gbtree"), "is broken");
    assertRefused(booster("\"left_children\":[1,-1,-1]", "gbtree"), "is broken");
    assertRefused("{".getBytes(StandardCharsets.UTF_8), "The booster is no JSON");
    assertRefused(
        new String(resource("softprob.json"), StandardCharsets.UTF_8)
            .replace("\"split_type\":[0,", "\"split_type\":[1,")
            .getBytes(StandardCharsets.UTF_8),
        "it splits by category");
  }

  private static void assertRefused(byte[] json, String message) {
    assertThatThrownBy(() -> TreeEnsemble.ofXgboost(json))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DATA))
        .hasMessageContaining(message);
  }

  private static byte[] booster(String children, String name) {
    String tree =
        "{%s,\"split_indices\":[0,0,0],\"split_conditions\":[7,1,2],\"default_left\":[0,0,0]}"
            .formatted(children);
    return """
        {"learner":{"gradient_booster":{"name":"%s","model":{"tree_info":[0,1],
        "iteration_indptr":[0,2],"trees":[%s,%s]}},"objective":{"name":"multi:softprob"},
        "learner_model_param":{"base_score":"5E-1","num_class":"2","num_feature":"1"}}}"""
        .formatted(name, tree, tree)
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<float[]> edgeRows() {
    Random random = new Random(3);
    List<float[]> rows = new ArrayList<>();
    for (Split split : ensemble.splits()) {
      float at = split.threshold();
      for (float value : new float[] {at, Math.nextUp(at), Math.nextDown(at)}) {
        float[] row = new float[4];
        for (int i = 0; i < 4; i++) {
          row[i] = (float) random.nextGaussian();
        }
        row[split.feature()] = value;
        rows.add(row);
      }
    }
    for (float value :
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f}) {
      for (int feature = 0; feature < 4; feature++) {
        float[] row = {0.1f, 0.2f, 0.3f, 0.4f};
        row[feature] = value;
        rows.add(row);
      }
      rows.add(new float[] {value, value, value, value});
    }
    return rows;
  }

  private static byte[] model(TreeEnsemble trees) {
    GraphBuilder graph = new GraphBuilder("trees");
    String in = graph.input(TensorSpec.of("features", DataType.FP32, "four features", "N", 4));
    String margins = trees.write(graph, in);
    graph.output(
        TensorSpec.of("probabilities", DataType.FP32, "of the classes", "N", 3),
        graph.ops().softmax(margins, 1));
    graph.output(TensorSpec.of("margins", DataType.FP32, "of the classes", "N", 3), margins);
    return graph.build(Map.of(), "Boosted trees.");
  }

  private static float[] run(OnnxModel model, float[] features, String output) {
    Tensor in = Tensor.floats("features", new long[] {features.length / 4, 4}, features);
    return Objects.requireNonNull(model.run(List.of(in)).get(output)).floats();
  }

  private static List<float[][]> expectations() {
    String text = new String(resource("softprob_expected.csv"), StandardCharsets.UTF_8);
    return text.lines().filter(line -> !line.startsWith("#")).map(TreeEnsembleTest::row).toList();
  }

  private static float[][] row(String line) {
    String[] groups = line.split("\\|", -1);
    float[][] row = new float[groups.length][];
    for (int i = 0; i < groups.length; i++) {
      String[] cells = groups[i].split(",", -1);
      row[i] = new float[cells.length];
      for (int j = 0; j < cells.length; j++) {
        row[i][j] = Float.parseFloat(cells[j]);
      }
    }
    return row;
  }

  private static byte[] resource(String name) {
    try (InputStream in = TreeEnsembleTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
