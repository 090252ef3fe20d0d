package io.wiresmith.serving.model;

import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import java.time.Instant;
import java.util.Optional;

/** Keeps the last version that was proven, for the time when its source does not answer. */
public interface LastGood {
  /** Keeps nothing. */
  LastGood NONE =
      new LastGood() {
        @Override
        public Optional<Kept> read(ModelRef ref) {
          return Optional.empty();
        }

        @Override
        public boolean keep(ModelRef ref, SourcedVersion version, VersionFiles files) {
          return false;
        }
      };

  /**
   * What is kept.
   *
   * @param version the version
   * @param files its bytes, to be proven again
   * @param at when it was kept: then the reference named it
   */
  record Kept(SourcedVersion version, VersionFiles files, Instant at) {}

  /**
   * What is kept for a reference, if anything.
   *
   * @throws WiresmithException of category INTEGRITY that names the file if it is damaged; {@code
   *     STORAGE_UNAVAILABLE} if it cannot be read
   */
  Optional<Kept> read(ModelRef ref);

  /**
   * Keeps a proven version in the place of the last one.
   *
   * @return whether anything is kept at all
   * @throws WiresmithException of category DEPENDENCY if it cannot; what was kept before still is
   */
  boolean keep(ModelRef ref, SourcedVersion version, VersionFiles files);
}
