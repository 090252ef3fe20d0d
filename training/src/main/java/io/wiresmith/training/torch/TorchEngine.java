package io.wiresmith.training.torch;

import ai.djl.engine.Engine;

/** PyTorch under DJL, started so that results repeat and nothing goes to the network. */
public final class TorchEngine {
  /** The engine's name in DJL. */
  public static final String NAME = "PyTorch";

  private static final String OFFLINE = "ai.djl.offline";
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private TorchEngine() {}

  /**
   * The engine. Before it starts: DJL else calls home, and more threads than idle cores are twenty
   * times slower than one. What the command line says stays.
   */
  public static Engine engine() {
    for (String[] property : new String[][] {{OFFLINE, "true"}, {THREADS, "1"}}) {
      if (System.getProperty(property[0]) == null) {
        System.setProperty(property[0], property[1]);
      }
    }
    return Engine.getEngine(NAME);
  }

  /** Threads of one operation. */
  public static int threads() {
    engine();
    return Integer.getInteger(THREADS, 1);
  }

  /** Version of the native library. */
  public static String version() {
    return engine().getVersion();
  }

  /** Version of DJL. */
  public static String djlVersion() {
    return Engine.getDjlVersion();
  }
}
