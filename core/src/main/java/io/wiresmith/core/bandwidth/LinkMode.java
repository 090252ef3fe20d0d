package io.wiresmith.core.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The two kinds of networks; each is a variant of the model {@code bandwidth}. */
public enum LinkMode {
  /** Stable, short paths. */
  DATACENTER(30),
  /** Mobile and wide-area paths. */
  INTERNET(60);

  private final int steps;

  LinkMode(int steps) {
    this.steps = steps;
  }

  /** The name as a tag, and as the variant of the model. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Steps of history that a forecast uses. */
  public int steps() {
    return steps;
  }

  /**
   * The mode of that name.
   *
   * @throws WiresmithException {@code USAGE} with the known names, if there is none
   */
  public static LinkMode of(String id) {
    for (LinkMode mode : values()) {
      if (mode.id().equals(id)) {
        return mode;
      }
    }
    String known = Arrays.stream(values()).map(LinkMode::id).collect(Collectors.joining(" or "));
    throw new WiresmithException(
        ErrorCode.USAGE,
        "%s: a model of bandwidth is for networks of one kind, %s. Say it by --variant (generate: --mode), or in the name, such as bandwidth-%s."
            .formatted(
                id.isEmpty() ? "No variant is named" : "'" + id + "' is none",
                known,
                INTERNET.id()));
  }
}
