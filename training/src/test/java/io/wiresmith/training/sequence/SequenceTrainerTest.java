package io.wiresmith.training.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.lstm.LstmLayer;
import io.wiresmith.training.torch.TorchEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceTrainerTest {
  private static final SequenceSettings SMALL =
      new SequenceSettings(List.of(8, 6), 0.1, 0.01, 1e-4, 1, 16, 6, 0);

  @TempDir Path directory;

  private SequenceRun run(String name, Consumer<EpochFigures> epochs) {
    return new SequenceRun(5, "data", directory.resolve(name), Duration.ZERO, line -> {}, epochs);
  }

  private FittedSequence fit(SequenceTask task, String name) {
    return new SequenceTrainer(task, SMALL, run(name, figures -> {})).fit();
  }

  @Test
  void learnsWhatDependsOnTheStepBefore() {
    SequenceSettings longer = new SequenceSettings(List.of(12), 0, 0.02, 0, 1, 16, 30, 0);
    FittedSequence fitted =
        new SequenceTrainer(new EchoTask(20), longer, run("learns", figures -> {})).fit();

    double last = fitted.history().get(29).validation();
    assertThat(last).isLessThan(fitted.history().get(0).validation() / 10).isLessThan(0.02);
    assertThat(fitted.history().get(29).figures()).containsKey("mae");
  }

  @Test
  void aTrainingThatBreaksOffAnywhereEndsInTheSameBytes() {
    FittedSequence whole = fit(new EchoTask(7), "whole");
    for (int at = 1; at <= 40; at += 13) {
      String name = "broken-" + at;
      SequenceTask breaking = DisturbedTask.breaking(new EchoTask(7), at);
      assertThatThrownBy(() -> fit(breaking, name)).hasMessage("killed");
      assertThat(Files.exists(directory.resolve(name))).isTrue();

      FittedSequence resumed = fit(new EchoTask(7), name);
      assertThat(resumed.weights().arrays())
          .usingRecursiveComparison()
          .isEqualTo(whole.weights().arrays());
      assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
      assertThat(resumed.history())
          .usingRecursiveComparison()
          .ignoringFields("seconds")
          .isEqualTo(whole.history());
    }
  }

  @Test
  void aDamagedOrForeignCheckpointIsNotTaken() {
    List<String> told = new ArrayList<>();
    SequenceRun run =
        new SequenceRun(
            5, "other", directory.resolve("c"), Duration.ZERO, told::add, figures -> {});
    fit(new EchoTask(2), "c");
    new SequenceTrainer(new EchoTask(2), SMALL, run).fit();
    assertThat(told.get(0)).contains("of another training");

    byte[] bytes = AtomicFiles.read(directory.resolve("c"));
    bytes[bytes.length - 1] ^= 1;
    AtomicFiles.write(directory.resolve("c"), bytes);
    told.clear();
    new SequenceTrainer(new EchoTask(2), SMALL, run).fit();
    assertThat(told.get(0)).contains("is damaged");
  }

  @Test
  void aLossThatIsNoNumberNamesTheBatchAndKeepsTheCheckpoint() {
    SequenceTask task = DisturbedTask.poisoned(new EchoTask(4), 6);
    assertThatThrownBy(() -> fit(task, "nan"))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TRAINING_FAILED))
        .hasMessageContaining("batch 3 of epoch 2");
    assertThat(Files.exists(directory.resolve("nan"))).isTrue();
  }

  @Test
  void noArrayOutlivesItsBatch() {
    Set<Long> counts = new TreeSet<>();
    new SequenceTrainer(new EchoTask(5), SMALL, run("memory", figures -> {}), counts::add).fit();
    assertThat(counts).hasSize(1);
  }

  @Test
  void theGraphGivesWhatTheEngineGives() {
    LstmWeights weights = fit(new EchoTask(6), "parity").weights();
    EchoTask.EchoBatch batch = EchoTask.EchoBatch.of(99);
    float[] engine;
    TorchEngine.engine();
    try (NDManager scope = NDManager.newBaseManager()) {
      NDArray outputs = LstmForward.on(scope, weights, false).outputs(batch.inputs(scope), 0);
      engine = outputs.get(":, -1").toFloatArray();
    }
    try (OnnxModel model = OnnxModel.load(graph(weights))) {
      Tensor inputs = Tensor.floats("x", new long[] {16, EchoTask.STEPS, 2}, batch.inputs());
      float[] found = model.run(List.of(inputs)).values().iterator().next().floats();
      assertThat(found).hasSameSizeAs(engine);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(engine[i], within(1e-5f));
      }
    }
  }

  private static byte[] graph(LstmWeights weights) {
    GraphBuilder graph = new GraphBuilder("lstm");
    String x = graph.input(TensorSpec.of("x", DataType.FP32, "", "N", "T", 2));
    String value = graph.node("Transpose", List.of(x), Attribute.integers("perm", 1, 0, 2));
    List<LstmLayer> layers = weights.layers();
    for (int i = 0; i < layers.size() - 1; i++) {
      value = layers.get(i).writeAll(graph, "l" + i, value);
    }
    String last = layers.get(layers.size() - 1).writeLast(graph, "last", value);
    String step = graph.ops().gather(x, graph.ops().scalar(EchoTask.STEPS - 1L), 1);
    String seen = graph.ops().concat(1, List.of(last, step));
    long columns = weights.linearWeights().length / weights.outputs();
    String w =
        graph.constant(
            Tensor.floats("w", new long[] {weights.outputs(), columns}, weights.linearWeights()));
    String b =
        graph.constant(Tensor.floats("b", new long[] {weights.outputs()}, weights.linearBias()));
    graph.output(
        TensorSpec.of("y", DataType.FP32, "", "N", weights.outputs()),
        graph.ops().gemm(seen, w, b));
    return graph.build(Map.of(), "");
  }
}
