package io.wiresmith.registry;

import io.wiresmith.core.ModelRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the aliases of a model point, and how they came there.
 *
 * @param aliases alias to version number
 * @param history every move, oldest first
 */
public record AliasState(Map<String, Integer> aliases, List<HistoryEntry> history) {
  /** Copies the collections. */
  public AliasState {
    aliases = Map.copyOf(aliases);
    history = List.copyOf(history);
  }

  /** The version that an alias points at, if it does. */
  public Optional<Integer> at(String alias) {
    return Optional.ofNullable(aliases.get(alias));
  }

  /** The version that decides in production, if one does. */
  public Optional<Integer> champion() {
    return at(ModelRef.CHAMPION);
  }

  /** The same after a move. */
  AliasState moved(String alias, int to) {
    Map<String, Integer> after = new TreeMap<>(aliases);
    after.put(alias, to);
    return new AliasState(after, history);
  }
}
