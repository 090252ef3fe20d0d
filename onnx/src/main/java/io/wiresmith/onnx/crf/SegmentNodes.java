package io.wiresmith.onnx.crf;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.crf.CrfLayer.Messages;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.List;

/**
 * From decoded tags and marginals to segments. Given what was seen, the tags are a Markov chain:
 * the probability of a segment is the marginal of its first tag, times the probability of each step
 * inside, times the probability that the step behind its last position leaves it.
 */
record SegmentNodes(GraphBuilder graph, ChainScores scores) {
  private static final double LEAST = 1e-300;

  /**
   * The outputs.
   *
   * @param path decoded tags, INT64 {@code [L, N, 1]}
   * @param present BOOL {@code [L, N, 1]}
   * @param lengths INT64 {@code [N]}
   */
  CrfOutputs write(Messages messages, String path, String present, String lengths) {
    Ops ops = graph.ops();
    String marginal = ops.gatherElements(messages.marginals(), path, 2);
    String seen = ops.mul(marginal, ops.cast(present, DataType.FP64));
    String begins = graph.sharedConstant(scores.begins());
    String boundary = ops.matmul(messages.marginals(), begins);
    String rows = rows(path);
    String tags = ops.where(rows(present), rows, ops.scalar(-1L));
    // Places of the segments' first positions, [2, K]: sequence, position.
    String first = ops.cast(ops.gather(begins, rows, 0), DataType.BOOL);
    String places = graph.node("NonZero", List.of(first));
    String segments = segments(places, rows, lengths);
    return new CrfOutputs(
        tags,
        ops.cast(rows(seen), DataType.FP32),
        ops.cast(ops.transpose(boundary, 1, 0), DataType.FP32),
        segments,
        confidence(messages, path, rows(marginal), segments));
  }

  /** {@code [L, N, 1]} as {@code [N, L]}. */
  private String rows(String columns) {
    Ops ops = graph.ops();
    return ops.transpose(ops.squeeze(columns, 2), 1, 0);
  }

  /**
   * INT64 {@code [K, 4]}: a segment ends where the next begins, the last of a sequence at its end.
   */
  private String segments(String places, String rows, String lengths) {
    Ops ops = graph.ops();
    String sequence = ops.gather(places, ops.scalar(0L), 0);
    String start = ops.gather(places, ops.scalar(1L), 0);
    String sameSequence = ops.equal(sequence, behind(sequence));
    String end = ops.where(sameSequence, behind(start), ops.gather(lengths, sequence, 0));
    String type =
        ops.gather(graph.sharedConstant(scores.types()), at(rows, ops.transpose(places, 1, 0)), 0);
    List<String> columns =
        List.of(sequence, start, end, type).stream().map(c -> ops.unsqueeze(c, 1)).toList();
    return ops.concat(1, columns);
  }

  /** Each element's successor, -1 for the last. */
  private String behind(String values) {
    Ops ops = graph.ops();
    return ops.slice(ops.concat(0, List.of(values, ops.longs(-1))), 0, 1, Long.MAX_VALUE);
  }

  private String confidence(Messages messages, String path, String marginal, String segments) {
    Ops ops = graph.ops();
    String stay = rows(stay(messages, path));
    String least = graph.sharedConstant(Tensor.doubles("positive", new long[0], LEAST));
    String sums =
        graph.node(
            "CumSum",
            List.of(ops.log(ops.max(stay, least)), ops.scalar(1L)),
            Attribute.integer("exclusive", 1));
    String first = ops.slice(segments, 1, 0, 2);
    String last = ops.sub(ops.gather(segments, ops.longs(0, 2), 1), ops.longs(0, 1));
    String inside = ops.exp(ops.sub(at(sums, last), at(sums, first)));
    String one = graph.sharedConstant(Tensor.doubles("one", new long[0], 1));
    String leave = ops.sub(one, ops.min(at(stay, last), one));
    String all = ops.mul(ops.mul(at(marginal, first), inside), leave);
    return ops.cast(ops.min(all, one), DataType.FP32);
  }

  /** Probability that the segment of the decoded tag goes on behind it, {@code [L, N, 1]}. */
  private String stay(Messages messages, String path) {
    Ops ops = graph.ops();
    String on = ops.gather(graph.sharedConstant(scores.inside()), path, 0);
    String weight = ops.gather(graph.sharedConstant(scores.insideWeights()), path, 0);
    String next = ops.gatherElements(messages.next(), on, 2);
    String left = ops.gatherElements(messages.left(), path, 2);
    return ops.div(ops.mul(weight, next), left);
  }

  /** The elements of {@code [N, L]} at places {@code [K, 2]}. */
  private String at(String values, String places) {
    return graph.node("GatherND", List.of(values, places));
  }
}
