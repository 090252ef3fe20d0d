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

  /** Whether the last move is a rollback whose process was killed before it wrote it down. */
  boolean endsInUntoldRollback() {
    int last = history.size() - 1;
    return last >= 0
        && history.get(last).action() == AliasAction.FOUND
        && history.get(last).alias().equals(ModelRef.CHAMPION)
        && isRollback(last);
  }

  /**
   * What a rollback to a version leaves under it.
   *
   * @param champion the champion of now
   */
  Optional<Integer> belowAfterRollback(int target, int champion) {
    return chain().contains(target) ? below(target) : Optional.of(champion);
  }

  private Deque<Integer> chain() {
    Deque<Integer> chain = new ArrayDeque<>();
    for (int i = 0; i < history.size(); i++) {
      HistoryEntry entry = history.get(i);
      if (entry.alias().equals(ModelRef.CHAMPION) && entry.to().isPresent()) {
        int to = entry.to().get();
        if (isRollback(i) && chain.contains(to)) {
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

  /** A rollback moves previous, then champion: a found move just behind the first is the second. */
  private boolean isRollback(int index) {
    HistoryEntry move = history.get(index);
    if (move.action() != AliasAction.FOUND || index == 0) {
      return move.action() == AliasAction.ROLLBACK;
    }
    HistoryEntry before = history.get(index - 1);
    return before.action() == AliasAction.ROLLBACK && before.alias().equals(ModelRef.PREVIOUS);
  }
}
