package io.wiresmith.core.run;

/** Whether this process is on its way out, by a signal or at the end of its work. */
public final class ProcessEnd {
  private ProcessEnd() {}

  /** Asks; the JVM refuses to touch its hooks once it runs them, there is no other way. */
  public static boolean begun() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread("never started"));
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
