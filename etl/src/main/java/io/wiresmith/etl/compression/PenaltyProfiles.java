package io.wiresmith.etl.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The factor on compression time by network mode, from the configuration. Modes are datacenter, wan
 * and hybrid; a link type that is not mapped is hybrid.
 *
 * @param modes network mode of each link type
 * @param penalties penalty of each network mode
 */
public record PenaltyProfiles(Map<String, String> modes, Map<String, Penalty> penalties) {
  /** The mode of links whose type is unknown. */
  public static final String HYBRID = "hybrid";

  /**
   * A penalty that grows with the load: {@code base + slope * cpu_usage}.
   *
   * @param base at no load, above 0
   * @param slope what full load adds, at least 0
   */
  public record Penalty(double base, double slope) {
    /** Checks the values. */
    public Penalty {
      if (!(base > 0 && slope >= 0 && Double.isFinite(base + slope))) {
        throw new WiresmithException(
            ErrorCode.INVALID_CONFIG,
            "CPU penalty %s + %s * cpu_usage: the base must be above 0, the slope at least 0."
                .formatted(base, slope));
      }
    }
  }

  /** Copies, and checks that every mode that is used has a penalty. */
  public PenaltyProfiles {
    modes = Map.copyOf(modes);
    penalties = Map.copyOf(penalties);
    TreeMap<String, String> used = new TreeMap<>(modes);
    used.put("", HYBRID);
    for (var mode : used.entrySet()) {
      if (!penalties.containsKey(mode.getValue())) {
        throw new WiresmithException(
            ErrorCode.INVALID_CONFIG,
            "Network mode '%s' of link type '%s' has no CPU penalty. Known modes: %s."
                .formatted(mode.getValue(), mode.getKey(), new TreeMap<>(penalties).keySet()));
      }
    }
  }

  /** What is shipped: datacenter, wan and edge links, each with {@code 1 + cpu_usage}. */
  public static PenaltyProfiles shipped() {
    Penalty one = new Penalty(1, 1);
    return new PenaltyProfiles(
        Map.of("datacenter", "datacenter", "wan", "wan", "edge", HYBRID),
        Map.of("datacenter", one, "wan", one, HYBRID, one));
  }

  /** The network mode of a link type. */
  public String mode(String linkType) {
    return modes.getOrDefault(linkType, HYBRID);
  }
}
