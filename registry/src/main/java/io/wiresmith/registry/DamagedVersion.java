package io.wiresmith.registry;

import io.wiresmith.core.ModelKey;

/**
 * A version whose own record cannot be believed: it is there, but nothing of it is known but where.
 *
 * @param key the model
 * @param number as its place says
 * @param damage the file, what was found and what to do
 */
public record DamagedVersion(ModelKey key, int number, String damage) {
  /** {@code <model>@<number>}. */
  public String id() {
    return key.id() + "@" + number;
  }
}
