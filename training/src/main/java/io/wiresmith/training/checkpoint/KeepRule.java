package io.wiresmith.training.checkpoint;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which checkpoints stay: the newest, the one in use and the one before it, the best, and the best
 * of each version.
 *
 * @param newest how many of the newest
 */
public record KeepRule(int newest) {
  /** Fewer are never kept. */
  public static final int FEWEST = 5;

  private static final Comparator<CheckpointName> BEST =
      Comparator.comparingDouble(CheckpointName::f1).thenComparing(CheckpointName::time);

  /** Checks the number. */
  public KeepRule {
    if (newest < FEWEST) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%d checkpoints are to be kept; required are at least %d, to go back to."
              .formatted(newest, FEWEST));
    }
  }

  /**
   * What may go.
   *
   * @param names the newest first
   * @param latest the one in use
   */
  public List<CheckpointName> removable(
      List<CheckpointName> names, Optional<CheckpointName> latest) {
    Set<CheckpointName> stay = new HashSet<>(names.subList(0, Math.min(newest, names.size())));
    latest.ifPresent(
        it -> {
          stay.add(it);
          names.stream()
              .filter(name -> name.time().isBefore(it.time()))
              .findFirst()
              .ifPresent(stay::add);
        });
    Map<String, CheckpointName> best = new TreeMap<>();
    names.forEach(
        name -> best.merge(name.version(), name, (a, b) -> BEST.compare(a, b) >= 0 ? a : b));
    stay.addAll(best.values());
    List<CheckpointName> removable = new ArrayList<>(names);
    removable.removeAll(stay);
    return List.copyOf(removable);
  }
}
