package io.wiresmith.core.run;

import io.wiresmith.core.WiresmithException;

/** Asked right before a commit that others can see: whether this process may still make it. */
@FunctionalInterface
public interface CommitGuard {
  /**
   * Lets the commit pass.
   *
   * @throws WiresmithException {@code CONFLICT} if the work is somebody else's by now
   */
  void check();

  /** Of work that nobody handed out. */
  static CommitGuard none() {
    return () -> {};
  }
}
