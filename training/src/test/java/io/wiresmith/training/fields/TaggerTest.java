package io.wiresmith.training.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.training.crf.ViterbiPath;
import io.wiresmith.training.torch.AdamState;
import io.wiresmith.training.torch.TorchEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
        int[] path = new ViterbiPath(weights.chain()).of(mine, 0, length);
        int[] decoded =
            Arrays.stream(tags, row * batch.longest(), row * batch.longest() + length)
                .mapToInt(tag -> (int) tag)
                .toArray();
        assertThat(decoded).isEqualTo(path);
      }
    }
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
        new Tensor(TaggerNodes.BYTES, DataType.UINT8, new long[] {lengths.length, longest}, bytes),
        Tensor.longs(TaggerNodes.LENGTHS, new long[] {lengths.length}, lengths));
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

  @Test
  void learnsTheFieldsOfASimpleProtocolToTheSameBytesEveryTime() {
    TaggerWeights learned = learned(120);
    List<LabelledMessage> unseen = messages(20);
    float[] emissions = emissions(learned, unseen);
    int longest = MessageBatch.of(unseen).longest();
    int right = 0;
    for (int row = 0; row < unseen.size(); row++) {
      LabelledMessage message = unseen.get(row);
      int[] path =
          new ViterbiPath(learned.chain()).of(emissions, row * longest * TAGS, message.length());
      right += TagScheme.fields(path).equals(message.fields()) ? 1 : 0;
    }

    assertThat(right).isGreaterThanOrEqualTo(16);
    List<float[]> again = learned(6).arrays();
    List<float[]> once = learned(6).arrays();
    for (int i = 0; i < once.size(); i++) {
      assertThat(again.get(i)).isEqualTo(once.get(i));
    }
  }

  private TaggerWeights learned(int steps) {
    TaggerWeights weights = TaggerWeights.fresh(new TaggerShape(8, List.of(24), TAGS), 11);
    AdamState adam = AdamState.of(weights.arrays());
    TaggerStep step = new TaggerStep(0.02, 0, 5, 0);
    random.setSeed(77);
    try (NDManager base = manager()) {
      int arrays = base.getManagedArrays().size();
      for (int i = 0; i < steps; i++) {
        double loss = step.run(base, weights, adam, MessageBatch.of(messages(16)));
        assertThat(loss).isFinite();
      }
      assertThat(base.getManagedArrays()).hasSize(arrays);
    }
    return weights;
  }

  @Test
  void theGradientThroughTheNetworkIsThatOfFiniteDifferences() {
    TaggerWeights weights = TaggerWeights.fresh(new TaggerShape(3, List.of(4, 3), TAGS), 13);
    List<LabelledMessage> messages = messages(3);
    // One step of plain descent is seen in Adam's first moment: a tenth of the gradient.
    TaggerWeights stepped = weights.copy();
    AdamState adam = AdamState.of(stepped.arrays());
    try (NDManager base = manager()) {
      new TaggerStep(0, 0, 1e9, 0).run(base, stepped, adam, MessageBatch.of(messages));
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
      assertThat(10.0 * adam.first().get(array)[i])
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
