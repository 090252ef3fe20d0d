package io.wiresmith.registry;

import io.wiresmith.core.ModelRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the aliases of a model point, and how they came there.
 *
 * @param aliases alias to version number
 * @param told every move that was written down, oldest first
 * @param found what the aliases show and nobody has written down, by alias
 */
public record AliasState(
    Map<String, Integer> aliases, List<HistoryEntry> told, List<HistoryEntry> found) {
  /** Copies the collections. */
  public AliasState {
    aliases = Map.copyOf(aliases);
    told = List.copyOf(told);
    found = List.copyOf(found);
  }

  /**
   * Finds the moves that nobody has written down: made by hand, in MLflow itself, or by a process
   * that was killed.
   *
   * @param now when the aliases were looked at
   */
  public static AliasState of(Map<String, Integer> aliases, List<HistoryEntry> told, Instant now) {
    Map<String, Optional<Integer>> last = new TreeMap<>();
    told.forEach(move -> last.put(move.alias(), move.to()));
    Set<String> names = new TreeSet<>(last.keySet());
    names.addAll(aliases.keySet());
    List<HistoryEntry> found = new ArrayList<>();
    for (String alias : names) {
      Optional<Integer> from = last.getOrDefault(alias, Optional.empty());
      Optional<Integer> to = Optional.ofNullable(aliases.get(alias));
      if (!from.equals(to)) {
        found.add(found(now, alias, from, to));
      }
    }
    return new AliasState(aliases, told, found);
  }

  private static HistoryEntry found(
      Instant now, String alias, Optional<Integer> from, Optional<Integer> to) {
    String why =
        "moved outside wiresmith: %s now at %s (by hand, in MLflow itself, or by a process that was killed before it wrote this)"
            .formatted(alias, to.map(number -> "version " + number).orElse("no version"));
    return new HistoryEntry(now, alias, from, to, AliasAction.FOUND, "unknown", why);
  }

  /** Every move, oldest first: those that were written down, then those that were found. */
  public List<HistoryEntry> history() {
    List<HistoryEntry> all = new ArrayList<>(told);
    all.addAll(found);
    return all;
  }

  /** The version that an alias points at, if it does. */
  public Optional<Integer> at(String alias) {
    return Optional.ofNullable(aliases.get(alias));
  }

  /** The version that decides in production, if one does. */
  public Optional<Integer> champion() {
    return at(ModelRef.CHAMPION);
  }

  /** The champions as a stack. */
  ChampionChain champions() {
    return new ChampionChain(history());
  }
}
