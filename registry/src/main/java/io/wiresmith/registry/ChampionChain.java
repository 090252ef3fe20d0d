package io.wiresmith.registry;

import io.wiresmith.core.ModelRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The champions of a model as a stack, read from the history: a promotion puts one on top, a
 * rollback takes off down to where it went.
 */
record ChampionChain(List<HistoryEntry> history) {
  /** The champion before that one. */
  Optional<Integer> below(int number) {
    Deque<Integer> chain = chain();
    while (!chain.isEmpty() && chain.peek() != number) {
      chain.pop();
    }
    return chain.stream().skip(1).findFirst();
  }

  /** The versions that were champion last, so many of them, however they came to it. */
  Set<Integer> last(int howMany) {
    Set<Integer> last = new LinkedHashSet<>();
    for (int i = history.size() - 1; i >= 0 && last.size() < howMany; i--) {
      HistoryEntry move = history.get(i);
      if (move.alias().equals(ModelRef.CHAMPION)) {
        move.to().ifPresent(last::add);
      }
    }
    return last;
  }

  /** Whether the alias was ever moved to that version. */
  boolean wasEver(String alias, int number) {
    return history.stream()
        .anyMatch(e -> e.alias().equals(alias) && e.to().equals(Optional.of(number)));
  }

  /** Whether the last thing that happened is a rollback of the champion to that version. */
  boolean endsInRollbackTo(int number) {
    if (history.isEmpty()) {
      return false;
    }
    HistoryEntry last = history.get(history.size() - 1);
    return last.alias().equals(ModelRef.CHAMPION)
        && last.action() == AliasAction.ROLLBACK
        && last.to().equals(Optional.of(number));
  }

  private Deque<Integer> chain() {
    Deque<Integer> chain = new ArrayDeque<>();
    for (HistoryEntry entry : history) {
      if (entry.alias().equals(ModelRef.CHAMPION) && entry.to().isPresent()) {
        int to = entry.to().get();
        if (entry.action() == AliasAction.ROLLBACK && chain.contains(to)) {
          while (chain.element() != to) {
            chain.pop();
          }
        } else if (chain.isEmpty() || chain.element() != to) {
          chain.push(to);
        }
      }
    }
    return chain;
  }
}
