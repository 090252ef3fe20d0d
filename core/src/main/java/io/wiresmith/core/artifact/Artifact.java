package io.wiresmith.core.artifact;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One exported model: a directory with {@code model.onnx}, the MLflow flavor, conformance vectors
 * and provenance, all named by digest in {@code manifest.json}. Immutable.
 *
 * @param directory where the files lie
 * @param manifest the digests
 */
public record Artifact(Path directory, ArtifactManifest manifest) {
  public static final String MODEL = "model.onnx";
  public static final String CONFORMANCE = "conformance.json";
  public static final String PROVENANCE = "provenance.json";
  public static final String INPUT_EXAMPLE = "input_example.json";

  /** The signature over all other files, the manifest included; it comes last, or not at all. */
  public static final String SIGNATURE = "model.sig";

  /** Every file that an artifact must hold, beside its manifest. */
  public static final List<String> REQUIRED_FILES =
      List.of(
          MODEL,
          CONFORMANCE,
          PROVENANCE,
          INPUT_EXAMPLE,
          "MLmodel",
          "conda.yaml",
          "python_env.yaml",
          "requirements.txt");

  /** Opens an artifact without reading its files; {@link #verify} reads them. */
  public static Artifact open(Path directory) {
    Path manifest = directory.resolve(ArtifactManifest.FILE);
    if (!Files.isRegularFile(manifest)) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          directory + " is no artifact: it has no " + ArtifactManifest.FILE + ".");
    }
    return new Artifact(directory, Json.read(manifest, ArtifactManifest.class));
  }

  /**
   * Commits a directory that holds every required file by writing its manifest.
   *
   * @throws WiresmithException {@code INTERNAL} if a required file is missing
   */
  public static Artifact commit(Path directory, ModelKey model) {
    Map<String, String> files = new TreeMap<>();
    for (Path file : AtomicFiles.list(directory)) {
      String name = file.getFileName().toString();
      if (!name.equals(ArtifactManifest.FILE) && !name.equals(SIGNATURE) && !name.startsWith(".")) {
        files.put(name, Sha256.of(file));
      }
    }
    for (String required : REQUIRED_FILES) {
      if (!files.containsKey(required)) {
        throw new WiresmithException(
            ErrorCode.INTERNAL, directory + " lacks " + required + ": the export is not complete.");
      }
    }
    ArtifactManifest manifest = new ArtifactManifest(model.id(), files);
    AtomicFiles.write(directory.resolve(ArtifactManifest.FILE), Json.bytes(manifest));
    return new Artifact(directory, manifest);
  }

  /**
   * Reads every file and compares its digest.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} that names the file
   */
  public void verify() {
    manifest.files().keySet().forEach(this::readVerified);
  }

  /**
   * The bytes of one file, hashed before they are returned.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if they are not what the manifest says
   */
  public byte[] readVerified(String name) {
    String expected = manifest.files().get(name);
    Path file = directory.resolve(name);
    if (expected == null || !Files.isRegularFile(file)) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH, file + " is missing. Restore it, or pull another version.");
    }
    byte[] bytes = AtomicFiles.read(file);
    String found = Sha256.of(bytes);
    if (!found.equals(expected)) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s was changed: its SHA-256 is %s, the manifest says %s. Restore it, or pull another version."
              .formatted(file, found, expected));
    }
    return bytes;
  }

  /**
   * Every file, verified: those of the manifest, the manifest, and the signature if there is one.
   */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    manifest.files().keySet().forEach(name -> files.put(name, readVerified(name)));
    files.put(ArtifactManifest.FILE, Json.bytes(manifest));
    Path signature = directory.resolve(SIGNATURE);
    if (Files.isRegularFile(signature)) {
      files.put(SIGNATURE, AtomicFiles.read(signature));
    }
    return files;
  }

  /**
   * The same artifact elsewhere, file by file, what it says of its files last: whoever sees it
   * there sees it whole. Others may put the same one there meanwhile.
   */
  public Artifact copyTo(Path other) {
    Map<String, byte[]> files = files();
    files.forEach(
        (name, bytes) -> {
          if (!name.equals(ArtifactManifest.FILE)) {
            AtomicFiles.write(other.resolve(name), bytes);
          }
        });
    AtomicFiles.write(other.resolve(ArtifactManifest.FILE), Json.bytes(manifest));
    return open(other);
  }

  /** The model. */
  public ModelKey key() {
    return ModelKey.parse(manifest.model());
  }

  /** Digest of {@code model.onnx}, which names the artifact. */
  public String modelSha256() {
    String sha256 = manifest.files().get(MODEL);
    if (sha256 == null) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH, directory + " names no " + MODEL + " in its manifest.");
    }
    return sha256;
  }

  /** Digest of the manifest, hence of every file. */
  public String sha256() {
    return Sha256.of(Json.bytes(manifest));
  }
}
