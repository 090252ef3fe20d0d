package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A move of an alias, done only if it is where the mover thinks it is.
 *
 * @param key the model
 * @param alias the alias
 * @param to version number it shall point at; empty removes the alias
 * @param expected version number it points at now; empty means that there is no such alias
 * @param action what kind of move
 * @param by who moves it
 * @param why one line for the history
 */
public record AliasMove(
    ModelKey key,
    String alias,
    Optional<Integer> to,
    Optional<Integer> expected,
    AliasAction action,
    String by,
    String why) {
  // MLflow reads these two as something else.
  private static final Pattern RESERVED = Pattern.compile("latest|v[0-9]+");

  /** Checks the alias. */
  public AliasMove {
    if (!(ModelRef.selector(alias) instanceof ModelRef.Alias)
        || RESERVED.matcher(alias).matches()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'" + alias + "' cannot be an alias. Use a name such as champion or canary-eu.");
    }
  }
}
