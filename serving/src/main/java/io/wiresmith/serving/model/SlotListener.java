package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;

/** Hears what happens to a slot; called by the thread that refreshes it. */
public interface SlotListener {
  /** A version took the traffic over. */
  void swapped(ModelKey key, SourcedVersion version);

  /** A version was refused; what served before still does. */
  void refused(ModelKey key, Refusal refusal);

  /** Something happened to the last good version on disk. */
  void cache(ModelKey key, CacheEvent event);
}
