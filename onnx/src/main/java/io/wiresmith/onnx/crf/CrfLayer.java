package io.wiresmith.onnx.crf;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.graph.ScanLoop;
import io.wiresmith.onnx.graph.ScanLoop.Direction;
import java.util.List;

/**
 * The decoding of a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001):
 * the best tags by Viterbi's algorithm, marginal probabilities by scaled forward-backward (Rabiner,
 * 1989), and segments, in standard operators. Sums are made in 64 bits: the decoded tags are those
 * that the same sums in Java give, bit for bit. Marginals are exact while the emissions of one
 * position lie within {@value #RANGE} of their greatest; lower ones count as that.
 *
 * @param scheme the tags; what may not follow is never decoded
 * @param transitions {@code [tags, tags]}, score of a step from one to another
 * @param start {@code [tags]}, score of the first tag
 * @param end {@code [tags]}, score of the last tag
 * @param lean added to the score of each step to a tag that begins a segment when tags are decoded;
 *     probabilities do not know it
 */
public record CrfLayer(
    TagScheme scheme, float[] transitions, float[] start, float[] end, double lean) {
  private static final double RANGE = 300;

  /** A layer that decodes what is most probable. */
  public CrfLayer(TagScheme scheme, float[] transitions, float[] start, float[] end) {
    this(scheme, transitions, start, end, 0);
  }

  /** Checks the sizes. */
  public CrfLayer {
    int tags = scheme.size();
    if (transitions.length != tags * tags || start.length != tags || end.length != tags) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "A CRF of %d tags has %d transitions, %d starts and %d ends."
              .formatted(tags, transitions.length, start.length, end.length));
    }
  }

  /**
   * Adds the decoding.
   *
   * @param name prefix of the loops' names
   * @param emissions float {@code [L, N, tags]}, L at least 1; what lies past the end of a sequence
   *     may be anything
   * @param lengths INT64 {@code [N]}, each 0 to L
   */
  public CrfOutputs write(GraphBuilder graph, String name, String emissions, String lengths) {
    ChainScores scores = new ChainScores(this);
    Nodes nodes = new Nodes(graph, graph.ops(), scores, name);
    String present = nodes.present(emissions, lengths);
    String chain = nodes.chain(emissions, present);
    String weights = nodes.weights(emissions, present);
    List<String> passed = nodes.forwardAndBackward(chain, weights);
    String path = nodes.path(passed.get(3), lengths);
    return new SegmentNodes(graph, scores)
        .write(
            nodes.messages(weights, passed.get(2)),
            path,
            graph.ops().slice(present, 0, 0, -1),
            lengths);
  }

  /** The loops. Sequences have one step more than the longest: all of them end in PAD. */
  private record Nodes(GraphBuilder graph, Ops ops, ChainScores scores, String name) {
    /** Which positions lie before the end, BOOL {@code [L + 1, N, 1]}. */
    String present(String emissions, String lengths) {
      String steps = ops.add(ops.size(emissions, 0), ops.scalar(1L));
      String positions = graph.node("Range", List.of(ops.scalar(0L), steps, ops.scalar(1L)));
      return ops.unsqueeze(ops.less(ops.unsqueeze(positions, 1), lengths), 2);
    }

    /** Scores of emissions with PAD, FP64 {@code [L + 1, N, tags + 1]}. */
    String chain(String emissions, String present) {
      return padded(ops.cast(emissions, DataType.FP64), present);
    }

    private String padded(String emissions, String present) {
      String low = graph.sharedConstant(Tensor.doubles("low", new long[0], ChainScores.FORBIDDEN));
      String wider = graph.node("Pad", List.of(emissions, ops.longs(0, 0, 0, 1, 0, 1), low));
      return ops.where(present, wider, graph.sharedConstant(scores.padding()));
    }

    /** Weights of emissions: 1 for the greatest of a position. */
    String weights(String emissions, String present) {
      String wide = ops.cast(emissions, DataType.FP64);
      String greatest = ops.unsqueeze(ops.reduceMax(wide, 2), 2);
      String least = graph.sharedConstant(Tensor.doubles("least", new long[0], -RANGE));
      return ops.exp(padded(ops.max(ops.sub(wide, greatest), least), present));
    }

    /**
     * One loop for all: the best way to each tag, the weight of all ways to it, and from the other
     * side the weight of all ways from it.
     *
     * @return last best, last weights, weights before emission {@code [L, 2, N, S]}, and the tag
     *     before on the best way {@code [L, N, S]}
     */
    List<String> forwardAndBackward(String chain, String weights) {
      ScanLoop loop = new ScanLoop(graph, name + "_ways", Direction.FORWARD);
      GraphBuilder body = loop.body();
      Ops in = body.ops();
      TensorSpec row = spec(DataType.FP64, "N", scores.size());
      TensorSpec pair = spec(DataType.FP64, 2, "N", scores.size());
      String best = loop.state(row, best(chain));
      String ways = loop.state(pair, ways(weights));
      String emission = loop.each(row, ops.slice(chain, 0, 1, Long.MAX_VALUE));
      String weight = loop.each(pair, bothWays(weights));

      String steps = graph.sharedConstant(scores.leaningSteps());
      String all = in.add(in.unsqueeze(best, 2), steps);
      loop.next(best, in.add(in.reduceMax(all, 1), emission));
      String before = in.matmul(ways, graph.sharedConstant(scores.stepWeights()));
      String after = in.mul(before, weight);
      loop.next(ways, in.div(after, sum(in, after, 2)));
      loop.collect(pair, before);
      loop.collect(spec(DataType.INT64, "N", scores.size()), in.argMax(all, 1));
      return loop.close();
    }

    private static TensorSpec spec(DataType type, Object... dims) {
      return TensorSpec.of("step", type, "", dims);
    }

    private static String sum(Ops in, String value, int axis) {
      return in.unsqueeze(in.reduceSum(value, axis), axis);
    }

    private String best(String chain) {
      String first = ops.squeeze(ops.slice(chain, 0, 0, 1), 0);
      return ops.add(first, graph.sharedConstant(scores.start()));
    }

    /** Forward the first position, backward that behind the last, {@code [2, N, S]}. */
    private String ways(String weights) {
      String first = ops.slice(weights, 0, 0, 1);
      String begun = ops.mul(first, graph.sharedConstant(scores.startWeights()));
      String last = ops.slice(weights, 0, -1, Long.MAX_VALUE);
      return ops.concat(0, List.of(ops.div(begun, sum(ops, begun, 2)), last));
    }

    /** Forward from the second position, backward from the last, {@code [L, 2, N, S]}. */
    private String bothWays(String weights) {
      String forward = ops.unsqueeze(ops.slice(weights, 0, 1, Long.MAX_VALUE), 1);
      String backward = ops.unsqueeze(ops.backwards(weights, 0, 1), 1);
      return ops.concat(1, List.of(forward, backward));
    }

    /** Tags of the best way from behind, INT64 {@code [L, N, 1]}. */
    String path(String before, String lengths) {
      ScanLoop loop = new ScanLoop(graph, name + "_path", Direction.BACKWARD);
      TensorSpec tag = spec(DataType.INT64, "N", 1);
      String zero = ops.mul(ops.unsqueeze(lengths, 1), ops.scalar(0L));
      String state = loop.state(tag, ops.add(zero, ops.scalar((long) scores.pad())));
      String from = loop.each(spec(DataType.INT64, "N", scores.size()), before);
      String chosen = loop.body().ops().gatherElements(from, state, 1);
      loop.next(state, chosen);
      loop.collect(tag, loop.body().node("Identity", List.of(chosen)));
      return loop.close().get(1);
    }

    /** What forward-backward says of every position but the one behind the end. */
    Messages messages(String weights, String before) {
      String here = ops.slice(weights, 0, 0, -1);
      String first =
          ops.add(
              ops.mul(ops.slice(weights, 0, 0, 1), zero()),
              graph.sharedConstant(scores.startWeights()));
      String forward = ops.squeeze(ops.slice(before, 1, 0, 1), 1);
      String backward = ops.squeeze(ops.slice(before, 1, 1, 2), 1);
      String reached = ops.concat(0, List.of(first, ops.slice(forward, 0, 0, -1)));
      String left = ops.backwards(backward, 0, 0);
      String joint = ops.mul(ops.mul(reached, here), left);
      String going = ops.mul(here, left);
      String norm = ops.div(going, sum(ops, going, 2));
      String last = ops.slice(weights, 0, -1, Long.MAX_VALUE);
      String next = ops.slice(ops.concat(0, List.of(norm, last)), 0, 1, Long.MAX_VALUE);
      return new Messages(ops.div(joint, sum(ops, joint, 2)), left, next);
    }

    private String zero() {
      return graph.sharedConstant(Tensor.doubles("zero", new long[0], 0));
    }
  }

  /**
   * Results of forward-backward, FP64 {@code [L, N, S]}.
   *
   * @param marginals probability of each tag
   * @param left weight of all ways on from each tag, up to a factor that {@code next} shares
   * @param next weight of all ways from each tag of the position behind, its emission included
   */
  record Messages(String marginals, String left, String next) {}
}
