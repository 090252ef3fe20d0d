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

  /**
   * Lets a process begin whose work is the one that was handed out.
   *
   * @param work the key of what it would do
   * @throws WiresmithException {@code CONFLICT} if something else was planned
   */
  default void begins(String work) {}

  /** Of work that nobody handed out. */
  static CommitGuard none() {
    return () -> {};
  }
}
