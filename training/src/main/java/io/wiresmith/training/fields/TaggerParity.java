package io.wiresmith.training.fields;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.training.crf.ViterbiPath;
import io.wiresmith.training.torch.TorchEngine;
import java.util.List;
import java.util.Map;

/**
 * How far the graph is from the trained network. The scores of all tags, which the shipped graph
 * does not give, are compared with the network's; its tags must be those of Viterbi's algorithm in
 * Java on these scores.
 *
 * @param messages messages that were compared
 * @param bytes bytes of them
 * @param difference greatest mean difference of a message's scores, see {@link ScoresApart}
 * @param tolerance greatest mean difference allowed
 * @param farthest greatest difference of one score
 * @param farthestTolerance greatest one allowed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TaggerParity(
    long messages,
    long bytes,
    double difference,
    double tolerance,
    double farthest,
    double farthestTolerance) {
  private static final int BATCH = 16;
  private static final int MOST_BATCHES = 24;

  /**
   * Compares on some of the messages, of all lengths.
   *
   * @throws WiresmithException {@code PARITY_FAILED} with the message
   */
  static TaggerParity of(TaggerWeights weights, List<LabelledMessage> messages) {
    GraphBuilder graph = TaggerNodes.of(weights);
    graph.output(
        TensorSpec.of("scores", DataType.FP32, "", "L", "N", weights.shape().tags()),
        TaggerNodes.EMISSIONS);
    TorchEngine.engine();
    try (OnnxModel model = OnnxModel.load(graph.build(Map.of(), "The tagger with its scores."));
        NDManager base = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
      Comparison comparison = new Comparison(weights, model, base);
      MessageBatches batches = new MessageBatches(messages, BATCH, 0);
      int stride = Math.max(1, (batches.orderedCount() + MOST_BATCHES - 1) / MOST_BATCHES);
      for (int i = 0; i < batches.orderedCount(); i += stride) {
        comparison.add(batches.ordered(i));
      }
      return comparison.parity();
    }
  }

  private static final class Comparison {
    private final TaggerWeights weights;
    private final OnnxModel model;
    private final NDManager base;
    private final ViterbiPath viterbi;
    private final int tags;
    private long messages;
    private long bytes;
    private double difference;
    private double farthest;

    Comparison(TaggerWeights weights, OnnxModel model, NDManager base) {
      this.weights = weights;
      this.model = model;
      this.base = base;
      this.viterbi = weights.viterbi();
      this.tags = weights.shape().tags();
    }

    void add(List<LabelledMessage> together) {
      MessageBatch batch = MessageBatch.of(together);
      float[] trained;
      try (NDManager scope = base.newSubManager()) {
        trained = TaggerForward.on(scope, weights, false).emissions(batch, 0).toFloatArray();
      }
      Map<String, Tensor> found =
          model.run(MessageTensors.of(together.stream().map(LabelledMessage::bytes).toList()));
      float[] exported = ArtifactSession.output(found, "scores").floats();
      long[] decoded = ArtifactSession.output(found, MessageTensors.TAGS).longs();
      for (int row = 0; row < batch.rows(); row++) {
        int length = together.get(row).length();
        float[] scores = new float[length * tags];
        for (int t = 0; t < length; t++) {
          System.arraycopy(exported, (t * batch.rows() + row) * tags, scores, t * tags, tags);
        }
        int from = row * batch.longest();
        compare(together.get(row), scores, trained, from * tags);
        decode(together.get(row), scores, decoded, from);
        messages++;
        bytes += length;
      }
    }

    private void compare(LabelledMessage message, float[] scores, float[] trained, int from) {
      ScoresApart apart = ScoresApart.of(scores, trained, from);
      if (!apart.rounded()) {
        throw failed(
            message,
            "a score of byte %d is %s in the graph and %s in the network, and the mean difference is %s"
                .formatted(
                    apart.at() / tags,
                    scores[apart.at()],
                    trained[from + apart.at()],
                    apart.mean()));
      }
      difference = Math.max(difference, apart.mean());
      farthest = Math.max(farthest, apart.most());
    }

    private void decode(LabelledMessage message, float[] scores, long[] decoded, int from) {
      int[] path = viterbi.of(scores, 0, message.length());
      for (int i = 0; i < path.length; i++) {
        if (path[i] != decoded[from + i]) {
          throw failed(
              message,
              "byte %d has the tag %d in the graph and %d by Viterbi's algorithm"
                  .formatted(i, decoded[from + i], path[i]));
        }
      }
    }

    TaggerParity parity() {
      return new TaggerParity(
          messages, bytes, difference, ScoresApart.MEAN, farthest, ScoresApart.MOST);
    }

    private static WiresmithException failed(LabelledMessage message, String found) {
      return new WiresmithException(
          ErrorCode.PARITY_FAILED,
          "The exported graph is not the trained network: in %s %s (allowed: %s, %s on average). Nothing was exported; report this."
              .formatted(message, found, ScoresApart.MOST, ScoresApart.MEAN));
    }
  }
}
