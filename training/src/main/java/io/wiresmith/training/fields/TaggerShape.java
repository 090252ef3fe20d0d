package io.wiresmith.training.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a tagger.
 *
 * @param embedding numbers that stand for a byte
 * @param hidden units of each bidirectional layer in one direction, from the input to the output
 * @param tags the tags that may be
 */
public record TaggerShape(int embedding, List<Integer> hidden, int tags) {
  /** Values of a byte. There is none for padding: what lies past an end is never read. */
  static final int BYTES = 256;

  private static final int GATES = 4;

  /** Arrays of one direction of a layer: input weights, state weights, two biases. */
  static final int PER_DIRECTION = 4;

  /** Arrays of the chain: transitions, start, end. */
  static final int OF_CHAIN = 3;

  /** Copies and checks. */
  public TaggerShape {
    hidden = List.copyOf(hidden);
    if (embedding < 1 || hidden.isEmpty() || hidden.stream().anyMatch(u -> u < 1) || tags < 1) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "A tagger of an embedding of %d, layers of %s units and %d tags cannot be; each must be 1 or more."
              .formatted(embedding, hidden, tags));
    }
  }

  /** Inputs of a layer. */
  int inputs(int layer) {
    return layer == 0 ? embedding : 2 * hidden.get(layer - 1);
  }

  /** Inputs of the linear layer. */
  int width() {
    return 2 * hidden.get(hidden.size() - 1);
  }

  /**
   * The shapes of the arrays: embedding {@code [256, E]}; for each layer, forward then backward,
   * input weights {@code [4H, I]}, state weights {@code [4H, H]} and two biases {@code [4H]} in
   * PyTorch's order of gates; linear {@code [tags, 2H]} and {@code [tags]}; transitions {@code
   * [tags, tags]}, start and end {@code [tags]}.
   */
  List<long[]> arrays() {
    List<long[]> shapes = new ArrayList<>();
    shapes.add(new long[] {BYTES, embedding});
    for (int layer = 0; layer < hidden.size(); layer++) {
      long gates = (long) GATES * hidden.get(layer);
      for (int direction = 0; direction < 2; direction++) {
        shapes.add(new long[] {gates, inputs(layer)});
        shapes.add(new long[] {gates, hidden.get(layer)});
        shapes.add(new long[] {gates});
        shapes.add(new long[] {gates});
      }
    }
    shapes.add(new long[] {tags, width()});
    shapes.add(new long[] {tags});
    shapes.add(new long[] {tags, tags});
    shapes.add(new long[] {tags});
    shapes.add(new long[] {tags});
    return shapes;
  }
}
