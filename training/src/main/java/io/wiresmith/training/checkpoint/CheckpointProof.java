package io.wiresmith.training.checkpoint;

/** Proves what is in a checkpoint's file; for each model its own. */
public interface CheckpointProof {
  /**
   * Loads the file and tries it.
   *
   * @throws io.wiresmith.core.WiresmithException that says what is wrong, without the name
   */
  void prove(CheckpointManifest manifest, byte[] file);
}
