package io.wiresmith.training.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.Learner;
import io.wiresmith.training.sequence.NetworkTrainer;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceSettings;
import io.wiresmith.training.torch.TorchEngine;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaggerTest {
  private static final int TAGS = TagScheme.FIELDS.size();
  private static final TaggerShape SHAPE = new TaggerShape(6, List.of(8, 5), TAGS);

  private final Random random = new Random(19);

  /** A two-byte length, a text of that many letters, a flag, a payload. */
  private LabelledMessage message(int letters, int payload) {
    byte[] bytes = new byte[3 + letters + payload];
    random.nextBytes(bytes);
    bytes[0] = 0;
    bytes[1] = (byte) letters;
    Arrays.fill(bytes, 2, 2 + letters, (byte) ('a' + random.nextInt(26)));
    bytes[2 + letters] = (byte) random.nextInt(2);
    List<Field> fields = new ArrayList<>(List.of(new Field(0, 2, FieldType.INTEGER)));
    if (letters > 0) {
      fields.add(new Field(2, 2 + letters, FieldType.STRING));
    }
    fields.add(new Field(2 + letters, 3 + letters, FieldType.FLAG));
    return new LabelledMessage(bytes, FieldList.covering(bytes.length, fields), "toy", "t", 1);
  }

  private List<LabelledMessage> messages(int count) {
    List<LabelledMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(random.nextInt(9), random.nextInt(12)));
    }
    return messages;
  }

  private static NDManager manager() {
    TorchEngine.engine();
    return NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME);
  }

  private static float[] emissions(TaggerWeights weights, List<LabelledMessage> messages) {
    try (NDManager base = manager()) {
      return TaggerForward.on(base, weights, false)
          .emissions(MessageBatch.of(messages), 0)
          .toFloatArray();
    }
  }

  @Test
  void theGraphIsTheTrainedNetwork() {
    TaggerWeights weights = TaggerWeights.fresh(SHAPE, 3);
    Random chain = new Random(4);
    for (float[] scores : weights.chain().arrays()) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) chain.nextGaussian();
      }
    }
    List<LabelledMessage> messages = messages(24);
    MessageBatch batch = MessageBatch.of(messages);
    float[] trained = emissions(weights, messages);
    GraphBuilder graph = TaggerNodes.of(weights);
    graph.output(TensorSpec.of("scores", DataType.FP32, "", "L", "N", TAGS), "emissions");

    try (OnnxModel model = OnnxModel.load(graph.build(Map.of(), "A tagger."))) {
      Map<String, Tensor> found = model.run(inputs(messages, batch.longest()));
      float[] exported = Objects.requireNonNull(found.get("scores")).floats();
      long[] tags = Objects.requireNonNull(found.get("tags")).longs();
      for (int row = 0; row < messages.size(); row++) {
        int length = messages.get(row).length();
        float[] mine = new float[length * TAGS];
        for (int t = 0; t < length; t++) {
          System.arraycopy(exported, (t * messages.size() + row) * TAGS, mine, t * TAGS, TAGS);
          for (int tag = 0; tag < TAGS; tag++) {
            int at = ((row * batch.longest()) + t) * TAGS + tag;
            assertThat(mine[t * TAGS + tag]).isCloseTo(trained[at], within(1e-5f));
          }
        }
        int[] path = weights.viterbi().of(mine, 0, length);
        int[] decoded =
            Arrays.stream(tags, row * batch.longest(), row * batch.longest() + length)
                .mapToInt(tag -> (int) tag)
                .toArray();
        assertThat(decoded).isEqualTo(path);
      }
    }
  }

  /** As any ONNX Runtime is asked; our own refuses empty axes before. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 7", "1, 0", "3, 0"})
  void noMessagesAndMessagesWithoutBytesHaveNoFields(int messages, int longest) throws Exception {
    byte[] model = TaggerNodes.of(TaggerWeights.fresh(SHAPE, 3)).build(Map.of(), "A tagger.");
    long[] shape = {messages, longest};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor bytes =
            OnnxTensor.createTensor(
                environment, ByteBuffer.allocateDirect(0), shape, OnnxJavaType.UINT8);
        OnnxTensor lengths =
            OnnxTensor.createTensor(
                environment, LongBuffer.wrap(new long[messages]), new long[] {messages});
        OrtSession.Result found = session.run(Map.of("bytes", bytes, "lengths", lengths))) {
      for (String name : List.of("tags", "tag_confidence", "boundary")) {
        assertThat(shape(found, name)).isEqualTo(shape);
      }
      assertThat(shape(found, "fields")).containsExactly(0, 4);
      assertThat(shape(found, "field_confidence")).containsExactly(0);
    }
  }

  private static long[] shape(OrtSession.Result found, String name) throws OrtException {
    return ((TensorInfo) found.get(name).orElseThrow().getInfo()).getShape();
  }

  private static List<Tensor> inputs(List<LabelledMessage> messages, int longest) {
    byte[] bytes = new byte[messages.size() * longest];
    long[] lengths = new long[messages.size()];
    Arrays.fill(bytes, (byte) 0xee);
    for (int row = 0; row < lengths.length; row++) {
      byte[] message = messages.get(row).bytes();
      lengths[row] = message.length;
      System.arraycopy(message, 0, bytes, row * longest, message.length);
    }
    return List.of(
        new Tensor(
            MessageTensors.BYTES, DataType.UINT8, new long[] {lengths.length, longest}, bytes),
        Tensor.longs(MessageTensors.LENGTHS, new long[] {lengths.length}, lengths));
  }

  @Test
  void aMessageIsReadAloneAsWithLongerOnes() {
    TaggerWeights weights = TaggerWeights.fresh(SHAPE, 5);
    LabelledMessage one = message(3, 4);
    LabelledMessage longer = message(8, 40);

    float[] alone = emissions(weights, List.of(one));
    float[] together = emissions(weights, List.of(one, longer));

    for (int i = 0; i < alone.length; i++) {
      assertThat(together[i]).isCloseTo(alone[i], within(1e-5f));
    }
  }

  private SequenceRun run(Path checkpoint) {
    return new SequenceRun(11, "toy", checkpoint, Duration.ZERO, line -> {}, figures -> {});
  }

  private FittedWeights fitted(TaggerTrainer trainer, Path checkpoint) {
    random.setSeed(77);
    return trainer.fit(messages(96), messages(24), run(checkpoint));
  }

  @Test
  void learnsTheFieldsOfASimpleProtocol(@TempDir Path directory) {
    TaggerTrainer trainer =
        new TaggerTrainer(8, new SequenceSettings(List.of(24), 0.05, 0.02, 1e-4, 5, 16, 20, 0));
    FittedWeights fitted = fitted(trainer, directory.resolve("checkpoint"));

    EpochFigures best = fitted.history().get(fitted.bestEpoch() - 1);
    assertThat(best.figures().get("f1")).isGreaterThan(0.9);
    assertThat(best.validation())
        .isCloseTo(1 - best.figures().getOrDefault("f1", 0.0), within(1e-12));
    assertThat(best.figures())
        .containsOnlyKeys(
            "loss", "precision", "recall", "f1", "perfection", "type_accuracy", "accuracy");
    assertThat(best.training()).isLessThan(fitted.history().get(0).training() / 3);
  }

  @Test
  void aTrainingThatBreaksOffEndsInTheSameBytes(@TempDir Path directory) {
    SequenceSettings settings = new SequenceSettings(List.of(6), 0.2, 0.02, 1e-4, 5, 16, 4, 0);
    TaggerTrainer trainer = new TaggerTrainer(4, settings);
    FittedWeights whole = fitted(trainer, directory.resolve("whole"));

    for (int at : new int[] {1, 7, 19}) {
      random.setSeed(77);
      List<LabelledMessage> training = messages(96);
      List<LabelledMessage> validation = messages(24);
      TaggerLearner learner =
          new TaggerLearner(
              trainer.shape(),
              settings.dropout(),
              11,
              new MessageBatches(training, 16, 11),
              new MessageBatches(validation, 16, 11));
      Path checkpoint = directory.resolve("broken-" + at);
      assertThatThrownBy(
              () ->
                  new NetworkTrainer(
                          new Breaking(learner, new AtomicInteger(at)), settings, run(checkpoint))
                      .fit())
          .hasMessage("killed");
      FittedWeights resumed = trainer.fit(training, validation, run(checkpoint));

      assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
      for (int i = 0; i < whole.weights().size(); i++) {
        assertThat(resumed.weights().get(i)).isEqualTo(whole.weights().get(i));
      }
    }
  }

  /** A learner whose process ends behind so many batches. */
  private record Breaking(Learner learner, AtomicInteger left) implements Learner {
    @Override
    public List<float[]> fresh() {
      return learner.fresh();
    }

    @Override
    public int batches(int epoch) {
      return learner.batches(epoch);
    }

    @Override
    public Step step(NDManager scope, List<float[]> weights, int epoch, int batch) {
      if (left.getAndDecrement() == 0) {
        throw new IllegalStateException("killed");
      }
      return learner.step(scope, weights, epoch, batch);
    }

    @Override
    public Judgement judge(NDManager base, List<float[]> weights) {
      return learner.judge(base, weights);
    }
  }

  @Test
  void batchesHoldEveryMessageOnceAndAreAlike() {
    List<LabelledMessage> messages = messages(50);
    MessageBatches batches = new MessageBatches(messages, 8, 3);
    MessageBatches same = new MessageBatches(messages, 8, 3);
    List<LabelledMessage> all = new ArrayList<>();
    List<LabelledMessage> ordered = new ArrayList<>();
    for (int i = 0; i < batches.count(); i++) {
      all.addAll(batches.batch(2, i));
      ordered.addAll(batches.ordered(i));
      int longest = batches.batch(2, i).stream().mapToInt(LabelledMessage::length).max().orElse(0);
      int shortest = batches.batch(2, i).stream().mapToInt(LabelledMessage::length).min().orElse(0);
      assertThat(longest - shortest).isLessThan(12);
      assertThat(same.batch(2, i)).isEqualTo(batches.batch(2, i));
    }

    assertThat(all).containsExactlyInAnyOrderElementsOf(messages);
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(messages);
  }

  @Test
  void someMessagesArePutTogetherOfFieldsOfSeveral() {
    List<LabelledMessage> messages = messages(60);
    List<LabelledMessage> all = new ArrayList<>();
    MessageBatches batches = new MessageBatches(messages, 60, 3, 60, 0.5);
    MessageBatches same = new MessageBatches(messages, 60, 3, 60, 0.5);
    for (int epoch = 1; epoch <= 5; epoch++) {
      all.addAll(batches.batch(epoch, 0));
      assertThat(same.batch(epoch, 0)).isEqualTo(batches.batch(epoch, 0));
    }
    List<LabelledMessage> made = all.stream().filter(it -> !messages.contains(it)).toList();

    assertThat(all).hasSize(300);
    assertThat(made).hasSizeBetween(100, 200);
    List<List<String>> known = messages.stream().map(TaggerTest::pieces).toList();
    for (LabelledMessage message : made) {
      assertThat(pieces(message)).allMatch(it -> known.stream().anyMatch(k -> k.contains(it)));
    }
    assertThat(batches.orderedCount()).isOne();
    assertThat(batches.ordered(0)).containsExactlyInAnyOrderElementsOf(messages);
  }

  /** Each field as its type and bytes. */
  private static List<String> pieces(LabelledMessage message) {
    return message.fields().stream()
        .map(
            field ->
                field.type()
                    + Arrays.toString(
                        Arrays.copyOfRange(message.bytes(), field.start(), field.end())))
        .toList();
  }

  @Test
  void ofAProtocolWithVeryManyEachEpochDrawsOthers() {
    List<LabelledMessage> messages = new ArrayList<>(messages(50));
    LabelledMessage rare =
        new LabelledMessage(
            new byte[] {7}, List.of(new Field(0, 1, FieldType.FLAG)), "rare", "t", 1);
    messages.add(rare);
    MessageBatches batches = new MessageBatches(messages, 8, 3, 20, 0);
    List<List<LabelledMessage>> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 2; epoch++) {
      List<LabelledMessage> all = new ArrayList<>();
      for (int i = 0; i < batches.count(); i++) {
        all.addAll(batches.batch(epoch, i));
      }
      assertThat(all).hasSize(21).contains(rare);
      epochs.add(all);
    }

    assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1));
    assertThat(batches.orderedCount()).isEqualTo(7);
  }

  @Test
  void theGradientThroughTheNetworkIsThatOfFiniteDifferences() {
    TaggerWeights weights = TaggerWeights.fresh(new TaggerShape(3, List.of(4, 3), TAGS), 13);
    List<LabelledMessage> messages = messages(3);
    MessageBatches batches = new MessageBatches(messages, 3, 1);
    Learner.Step step;
    try (NDManager base = manager()) {
      step =
          new TaggerLearner(weights.shape(), 0, 1, batches, batches)
              .step(base, weights.arrays(), 1, 0);
    }
    for (int array = 0; array < weights.arrays().size(); array++) {
      float[] values = weights.arrays().get(array);
      int i = array == 0 ? 3 * (messages.get(0).bytes()[1] & 0xff) : values.length / 2;
      float before = values[i];
      values[i] = before + 0.02f;
      double above = loss(weights, messages);
      values[i] = before - 0.02f;
      double below = loss(weights, messages);
      values[i] = before;
      assertThat((double) step.gradients().get(array)[i])
          .as("array %d", array)
          .isCloseTo((above - below) / 0.04, within(2e-3));
    }
  }

  private static double loss(TaggerWeights weights, List<LabelledMessage> messages) {
    MessageBatch batch = MessageBatch.of(messages);
    return new io.wiresmith.training.crf.ChainLikelihood(weights.chain())
        .of(emissions(weights, messages), batch.truth())
        .loss();
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(() -> new TaggerShape(0, List.of(3), TAGS))
        .hasMessageStartingWith("A tagger of an embedding of 0, layers of [3] units and 14 tags");
  }
}
