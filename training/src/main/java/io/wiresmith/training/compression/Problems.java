package io.wiresmith.training.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, to tell all at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void range(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      found.add("%s is %s, required is %s to %s".formatted(key, value, least, most));
    }
  }

  void above(String key, double value, double bound, double most) {
    if (!(value > bound && value <= most)) {
      found.add("%s is %s, required is above %s and at most %s".formatted(key, value, bound, most));
    }
  }

  void check() {
    if (!found.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "training.compression: " + String.join("; ", found) + ". Correct these values.");
    }
  }
}
