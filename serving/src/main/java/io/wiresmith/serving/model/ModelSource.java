package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;

/** Where a slot finds versions. Called by one thread at a time. */
public interface ModelSource {
  /**
   * The version that a reference names at this moment.
   *
   * @throws WiresmithException {@code NOT_FOUND} if there is none; of category INTEGRITY if its
   *     record is damaged; of any other if the source does not answer as it should
   */
  SourcedVersion resolve(ModelRef ref);

  /**
   * The bytes of a version, to be proven.
   *
   * @throws WiresmithException of category INTEGRITY that names the file if it is not what was
   *     registered; of any other if the source does not answer as it should
   */
  VersionFiles fetch(ModelKey key, SourcedVersion version);
}
