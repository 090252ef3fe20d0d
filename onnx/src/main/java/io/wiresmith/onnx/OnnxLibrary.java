package io.wiresmith.onnx;

/** The native library of ONNX Runtime. */
public final class OnnxLibrary {
  private OnnxLibrary() {}

  /**
   * Loads it, unless it is loaded, and tells its version.
   *
   * @throws LinkageError if this machine cannot load it
   */
  public static String version() {
    return HeldEnvironment.get().getVersion();
  }
}
