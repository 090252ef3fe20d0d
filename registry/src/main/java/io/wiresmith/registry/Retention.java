package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which versions of a registry are old and not needed, and removes them. What an alias
 * points at and the last champions stay.
 *
 * @param registry the registry
 * @param rule what is old
 */
public record Retention(ModelRegistry registry, RetentionRule rule) {
  /**
   * What is to be removed of one model.
   *
   * @param key the model
   * @param removable by number
   * @param needed old versions that stay, with the reason
   */
  public record Plan(
      ModelKey key, List<RegisteredVersion> removable, Map<RegisteredVersion, String> needed) {
    /** Copies the collections. */
    public Plan {
      removable = List.copyOf(removable);
      needed = new LinkedHashMap<>(needed);
    }
  }

  /** What that rule removes at that time. */
  public Plan plan(ModelKey key, Instant now) {
    AliasState state = registry.state(key);
    Set<Integer> champions = state.champions().last(rule.champions());
    List<RegisteredVersion> versions = registry.list(key);
    List<RegisteredVersion> removable = new ArrayList<>();
    Map<RegisteredVersion, String> needed = new LinkedHashMap<>();
    for (int i = 0; i < versions.size(); i++) {
      RegisteredVersion version = versions.get(i);
      if (!rule.old(versions.size() - 1 - i, version.createdAt(), now)) {
        continue;
      }
      if (state.aliases().containsValue(version.number())) {
        needed.put(version, "an alias points at it");
      } else if (champions.contains(version.number())) {
        needed.put(version, "it is one of the last %d champions".formatted(rule.champions()));
      } else {
        removable.add(version);
      }
    }
    return new Plan(key, removable, needed);
  }

  /**
   * Removes what a plan says, the oldest first, and what earlier removals that died have left.
   *
   * @return those that were removed; one that an alias was pointed at meanwhile is not
   */
  public List<RegisteredVersion> carryOut(Plan plan) {
    List<RegisteredVersion> removed = new ArrayList<>();
    for (RegisteredVersion version : plan.removable()) {
      try {
        registry.remove(version);
        removed.add(version);
      } catch (WiresmithException e) {
        if (e.code() != ErrorCode.CONFLICT) {
          throw e;
        }
      }
    }
    registry.sweep(plan.key());
    return removed;
  }
}
