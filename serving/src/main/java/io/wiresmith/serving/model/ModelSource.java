package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;

/** Where a slot finds versions. Called by one thread at a time. */
public interface ModelSource {
  /**
   * The version that a reference names at this moment.
   *
   * @throws WiresmithException {@code NOT_FOUND} if there is none; of category DEPENDENCY if the
   *     source does not answer
   */
  SourcedVersion resolve(ModelRef ref);

  /**
   * Fetches, verifies, loads and proves a version.
   *
   * @throws WiresmithException of category INTEGRITY that names the file if it is not what was
   *     registered or fails its conformance vectors
   */
  RunnableModel load(ModelKey key, SourcedVersion version);
}
