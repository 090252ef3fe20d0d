package io.wiresmith.serving.model;

/**
 * A version as the source names it now.
 *
 * @param number the registry's number
 * @param semVer the semantic version
 * @param sha256 digest of {@code model.onnx}
 * @param artifact digest of the whole artifact
 */
public record SourcedVersion(int number, String semVer, String sha256, String artifact) {
  /** Stands for a version whose record in the registry cannot be read. */
  static final SourcedVersion UNREADABLE = new SourcedVersion(0, "", "", "");

  /** How it is named to people. */
  String named() {
    return equals(UNREADABLE) ? "a version whose record is unreadable" : "version " + number;
  }
}
