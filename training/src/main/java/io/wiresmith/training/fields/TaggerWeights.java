package io.wiresmith.training.fields;

import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.lstm.BidirectionalLstm;
import io.wiresmith.onnx.lstm.LstmLayer;
import io.wiresmith.training.crf.ChainParameters;
import io.wiresmith.training.crf.ViterbiPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The parameters of a tagger of fields. An optimizer changes the arrays in place.
 *
 * @param shape the sizes
 * @param arrays in the order of {@link TaggerShape#arrays}
 */
public record TaggerWeights(TaggerShape shape, List<float[]> arrays) {
  /**
   * How much the decoding leans towards boundaries, in logits: one is taken about where its
   * probability is .38 or more. F1 is greatest where a choice is taken from half of the F1 on that
   * can be reached (Lipton, Elkan and Naryanaswamy, 2014): some .9 on protocols that were learned
   * and .6 on others, so that this lies between.
   */
  static final double LEAN = 0.5;

  /** Copies the list, not the arrays. */
  public TaggerWeights {
    arrays = List.copyOf(arrays);
  }

  /**
   * Fresh weights: the embedding uniform within 1, layers within 1 / sqrt(units) as PyTorch begins,
   * linear within 1 / sqrt(inputs), the chain 0.
   */
  public static TaggerWeights fresh(TaggerShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> arrays = new ArrayList<>();
    List<long[]> shapes = shape.arrays();
    int linear = shapes.size() - TaggerShape.OF_CHAIN - 2;
    for (int i = 0; i < shapes.size(); i++) {
      float[] values = new float[(int) Arrays.stream(shapes.get(i)).reduce(1, (a, b) -> a * b)];
      double bound = bound(shape, i, linear);
      for (int v = 0; v < values.length; v++) {
        values[v] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      arrays.add(values);
    }
    return new TaggerWeights(shape, arrays);
  }

  private static double bound(TaggerShape shape, int array, int linear) {
    if (array == 0) {
      return 1;
    }
    if (array < linear) {
      int layer = (array - 1) / (2 * TaggerShape.PER_DIRECTION);
      return 1 / Math.sqrt(shape.hidden().get(layer));
    }
    return array == linear ? 1 / Math.sqrt(shape.width()) : 0;
  }

  /** The embedding, {@code [256, E]}. */
  float[] embedding() {
    return arrays.get(0);
  }

  /** The layers as nodes, from the input to the output. */
  List<BidirectionalLstm> layers() {
    List<BidirectionalLstm> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.hidden().size(); layer++) {
      layers.add(new BidirectionalLstm(direction(layer, 0), direction(layer, 1)));
    }
    return layers;
  }

  private LstmLayer direction(int layer, int direction) {
    int at = 1 + (2 * layer + direction) * TaggerShape.PER_DIRECTION;
    float[] bias = arrays.get(at + 2).clone();
    for (int b = 0; b < bias.length; b++) {
      bias[b] += arrays.get(at + 3)[b];
    }
    return new LstmLayer(
        shape.inputs(layer), shape.hidden().get(layer), arrays.get(at), arrays.get(at + 1), bias);
  }

  /** Weights of the linear layer, {@code [tags, 2H]}. */
  float[] linearWeights() {
    return arrays.get(arrays.size() - TaggerShape.OF_CHAIN - 2);
  }

  /** Its bias, {@code [tags]}. */
  float[] linearBias() {
    return arrays.get(arrays.size() - TaggerShape.OF_CHAIN - 1);
  }

  /** The chain; its arrays are those of these weights. */
  ChainParameters chain() {
    int at = arrays.size() - TaggerShape.OF_CHAIN;
    return new ChainParameters(
        TagScheme.FIELDS, arrays.get(at), arrays.get(at + 1), arrays.get(at + 2));
  }

  /** What decodes scores as the graph does. */
  ViterbiPath viterbi() {
    return new ViterbiPath(chain(), LEAN);
  }

  /**
   * The ONNX model: bytes in, tags, fields and their probabilities out.
   *
   * @param metadata {@code metadata_props}
   * @param doc what the model decides
   */
  public byte[] graph(Map<String, String> metadata, String doc) {
    return TaggerNodes.of(this).build(metadata, doc);
  }
}
