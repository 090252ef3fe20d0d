package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Sha256;
import java.util.List;
import java.util.Map;

/**
 * The one way to run an artifact: every digest is verified and every conformance vector is run
 * before the first request. Thread-safe; {@link #close} waits for the active runs.
 */
public final class ArtifactSession implements AutoCloseable {
  private final String sha256;
  private final OnnxModel model;
  private final Conformance conformance;

  private ArtifactSession(String sha256, OnnxModel model, Conformance conformance) {
    this.sha256 = sha256;
    this.model = model;
    this.conformance = conformance;
  }

  /** Opens an artifact that runs in the caller's thread. */
  public static ArtifactSession open(Artifact artifact) {
    return open(artifact, ModelOptions.DEFAULT);
  }

  /**
   * Verifies, loads and proves an artifact.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} that names the changed file, {@code
   *     CONFORMANCE_FAILED} that names the vector and output, {@code INVALID_INPUT} if the model is
   *     none that Wiresmith runs
   */
  public static ArtifactSession open(Artifact artifact, ModelOptions options) {
    // What was hashed is what is loaded: each file is read once.
    byte[] model = artifact.readVerified(Artifact.MODEL);
    byte[] conformance = artifact.readVerified(Artifact.CONFORMANCE);
    for (String file : artifact.manifest().files().keySet()) {
      if (!file.equals(Artifact.MODEL) && !file.equals(Artifact.CONFORMANCE)) {
        artifact.readVerified(file);
      }
    }
    return open(artifact.directory().toString(), model, conformance, options);
  }

  /**
   * Loads and proves a model whose bytes were verified before.
   *
   * @param where names the artifact in errors
   */
  public static ArtifactSession open(
      String where, byte[] model, byte[] conformance, ModelOptions options) {
    Conformance vectors = Conformance.parse(conformance, where + "/" + Artifact.CONFORMANCE);
    OnnxModel loaded = OnnxModel.load(model, options);
    try {
      vectors.check(loaded, where);
    } catch (WiresmithException e) {
      loaded.close();
      throw e;
    }
    return new ArtifactSession(Sha256.of(model), loaded, vectors);
  }

  /** Digest of the model's bytes. */
  public String sha256() {
    return sha256;
  }

  /** What goes in. */
  public List<TensorSpec> inputs() {
    return model.inputs();
  }

  /** What comes out. */
  public List<TensorSpec> outputs() {
    return model.outputs();
  }

  /** The model's {@code metadata_props}. */
  public Map<String, String> metadata() {
    return model.metadata();
  }

  /** Whether an input may be left out. */
  public boolean isOptional(String input) {
    return model.isOptional(input);
  }

  /** The vectors that were run. */
  public Conformance conformance() {
    return conformance;
  }

  /**
   * Runs the model, as {@link OnnxModel#run}.
   *
   * @throws WiresmithException {@code INVALID_INPUT} that names the input; {@code CONFLICT} if the
   *     session was closed
   */
  public Map<String, Tensor> run(List<Tensor> inputs) {
    return model.run(inputs);
  }

  /**
   * One output by name.
   *
   * @throws WiresmithException {@code INTERNAL} if there is no such output
   */
  public static Tensor output(Map<String, Tensor> outputs, String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "The model has no output '" + name + "'; it has " + outputs.keySet() + ".");
    }
    return tensor;
  }

  @Override
  public void close() {
    model.close();
  }
}
