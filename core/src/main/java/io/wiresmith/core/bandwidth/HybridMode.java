package io.wiresmith.core.bandwidth;

import java.util.Locale;

/** Whose forecast a link gets; in order from the datacenter to the internet. */
public enum HybridMode {
  /** That of the datacenter's model alone. */
  DATACENTER,
  /** It is unclear which: both, weighted. */
  HYBRID,
  /** That of the internet's model alone. */
  INTERNET;

  /** The name in answers and as a label. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
