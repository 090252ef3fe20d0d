package io.wiresmith.serving.model;

/** What happened to the last good version on disk. */
public enum CacheEvent {
  /** A version was written. */
  STORED,
  /** It took the traffic, since the registry has none to give. */
  SERVED,
  /** What it holds is not what was written, or is not sound: it is not served. */
  DAMAGED,
  /** It could not be written or read: the server goes on without it. */
  UNUSABLE
}
