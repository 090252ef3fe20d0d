package io.wiresmith.training.checkpoint;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes back to a checkpoint from before. It is proven before it becomes the one in use; one that
 * does not hold is refused by name. Nothing is removed.
 *
 * @param store the checkpoints
 */
public record Rollback(CheckpointStore store) {
  /**
   * What is in use now.
   *
   * @param before what was in use
   * @param now what is
   * @param refused why others were passed over, by name
   */
  public record Done(
      Optional<CheckpointName> before, SoundCheckpoint now, Map<String, String> refused) {}

  /**
   * To the newest one before the one in use.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there is none, {@code DIGEST_MISMATCH} if
   *     it does not hold: then the one before it is offered; or if none knows which is in use
   */
  public Done toPrevious() {
    store.requireLatest();
    return toFirst(older(), "No checkpoint is older than the one in use.");
  }

  /**
   * To the newest one of a version with at least that F1, but not the one in use.
   *
   * @throws WiresmithException as {@link #toPrevious}
   */
  public Done to(Optional<String> version, double leastF1) {
    List<CheckpointName> matching =
        others().stream()
            .filter(name -> version.isEmpty() || version.get().equals(name.version()))
            .filter(name -> name.f1() >= leastF1)
            .toList();
    String of = version.map(it -> " of version " + it).orElse("");
    String such = leastF1 > 0 ? "has an F1 of " + leastF1 + " or more" : "is there";
    return toFirst(matching, "No checkpoint%s %s, apart from the one in use.".formatted(of, such));
  }

  /**
   * To the best one that holds, whichever it is, but not the one in use.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there is none, {@code DIGEST_MISMATCH} if
   *     none holds
   */
  public Done emergency() {
    List<CheckpointName> best =
        others().stream()
            .sorted(
                Comparator.comparingDouble(CheckpointName::f1)
                    .reversed()
                    .thenComparing(CheckpointName.NEWEST_FIRST))
            .toList();
    Map<String, String> refused = new LinkedHashMap<>();
    for (CheckpointName name : best) {
      try {
        return used(name, refused);
      } catch (WiresmithException e) {
        refused.put(name.toString(), e.getMessage() + "");
      }
    }
    if (best.isEmpty()) {
      throw CheckpointStore.none("There is no checkpoint but the one in use.");
    }
    throw new WiresmithException(
        ErrorCode.DIGEST_MISMATCH,
        "None of the %d other checkpoints holds: %s. The one in use stays. Train again, or restore the files."
            .formatted(best.size(), String.join("; ", refused.values())));
  }

  private Done toFirst(List<CheckpointName> candidates, String none) {
    if (candidates.isEmpty()) {
      throw CheckpointStore.none(none);
    }
    try {
      return used(candidates.get(0), Map.of());
    } catch (WiresmithException e) {
      throw refused(e, candidates.subList(1, candidates.size()));
    }
  }

  /** The error of a checkpoint that does not hold, with the first sound one of others. */
  private WiresmithException refused(WiresmithException e, List<CheckpointName> others) {
    String offer =
        others.stream()
            .filter(store::holds)
            .findFirst()
            .map(
                name ->
                    "The one before it that holds is %s: bin/wiresmith checkpoints load %s"
                        .formatted(name, name))
            .orElse("No other that fits holds. Train again, or restore the file.");
    return new WiresmithException(
        e.code(), "%s. The one in use stays. %s".formatted(e.getMessage(), offer), e);
  }

  /**
   * Proves a checkpoint that a person named.
   *
   * @throws WiresmithException as {@link CheckpointStore#verify}, with the one before it that holds
   */
  public SoundCheckpoint proven(CheckpointName name) {
    try {
      return store.verify(name);
    } catch (WiresmithException e) {
      throw refused(e, before(name));
    }
  }

  private Done used(CheckpointName name, Map<String, String> refused) {
    Optional<CheckpointName> before = store.latest();
    return new Done(before, store.use(name), refused);
  }

  private List<CheckpointName> older() {
    return store.latest().map(this::before).orElseGet(store::names);
  }

  private List<CheckpointName> before(CheckpointName name) {
    return store.names().stream().filter(it -> it.time().isBefore(name.time())).toList();
  }

  private List<CheckpointName> others() {
    Optional<CheckpointName> latest = store.latest();
    return store.names().stream().filter(name -> !latest.equals(Optional.of(name))).toList();
  }
}
