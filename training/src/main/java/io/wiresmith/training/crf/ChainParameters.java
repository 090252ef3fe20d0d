package io.wiresmith.training.crf;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.TagScheme;
import java.util.List;

/**
 * The parameters of a linear chain. The arrays are not copied: an optimizer changes them in place.
 * Scores of what may not follow are there, but mean nothing.
 *
 * @param scheme the tags
 * @param transitions {@code [tags, tags]}, score of a step from one to another
 * @param start {@code [tags]}, score of the first tag
 * @param end {@code [tags]}, score of the last tag
 */
public record ChainParameters(TagScheme scheme, float[] transitions, float[] start, float[] end) {
  /** Checks the sizes. */
  public ChainParameters {
    int tags = scheme.size();
    if (transitions.length != tags * tags || start.length != tags || end.length != tags) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "A chain of %d tags has %d transitions, %d starts and %d ends."
              .formatted(tags, transitions.length, start.length, end.length));
    }
  }

  /** Scores of 0: everything that is allowed is as likely. */
  public static ChainParameters fresh(TagScheme scheme) {
    int tags = scheme.size();
    return new ChainParameters(scheme, new float[tags * tags], new float[tags], new float[tags]);
  }

  /** Transitions, start, end: the order of {@link ChainGradient#parameters}. */
  public List<float[]> arrays() {
    return List.of(transitions, start, end);
  }

  /** Score of a step, minus infinity where it is forbidden. */
  double step(int from, int to) {
    return scheme.mayFollow(from, to)
        ? transitions[from * scheme.size() + to]
        : Double.NEGATIVE_INFINITY;
  }

  /** Score of a first tag, minus infinity where it is forbidden. */
  double first(int tag) {
    return scheme.mayStart(tag) ? start[tag] : Double.NEGATIVE_INFINITY;
  }
}
