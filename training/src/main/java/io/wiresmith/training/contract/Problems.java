package io.wiresmith.training.contract;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, to tell all at once. */
public final class Problems {
  private final String path;
  private final List<String> found = new ArrayList<>();

  /** Problems of the settings below that path. */
  public Problems(String path) {
    this.path = path;
  }

  /** Refuses a value outside of a range. */
  public void range(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      found.add("%s is %s, required is %s to %s".formatted(key, value, least, most));
    }
  }

  /** Refuses a value that is not above a bound. */
  public void above(String key, double value, double bound, double most) {
    if (!(value > bound && value <= most)) {
      found.add("%s is %s, required is above %s and at most %s".formatted(key, value, bound, most));
    }
  }

  /**
   * Ends the check.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} with all problems
   */
  public void check() {
    if (!found.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          path + ": " + String.join("; ", found) + ". Correct these values.");
    }
  }
}
