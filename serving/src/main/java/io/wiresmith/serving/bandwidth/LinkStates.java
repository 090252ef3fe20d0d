package io.wiresmith.serving.bandwidth;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The links of late: those not heard of for a while are forgotten, and beyond a number the one
 * whose last request is oldest. Not thread-safe.
 */
final class LinkStates {
  private final LinkMemory memory;
  private final Map<String, Kept> links = new LinkedHashMap<>(16, .75f, true);

  LinkStates(LinkMemory memory) {
    this.memory = memory;
  }

  private record Kept(LinkState state, Instant at) {}

  /** The state of a link at that time. */
  LinkState get(String link, Instant now) {
    Kept kept = links.get(link);
    return kept == null || isOver(kept, now) ? LinkState.UNSEEN : kept.state();
  }

  /** Remembers a link from that time on. */
  void put(String link, LinkState state, Instant now) {
    links.put(link, new Kept(state, now));
    Iterator<Kept> eldest = links.values().iterator();
    while (eldest.hasNext() && (isOver(eldest.next(), now) || links.size() > memory.most())) {
      eldest.remove();
    }
  }

  /** How many are remembered, or were and are not removed yet. */
  int size() {
    return links.size();
  }

  private boolean isOver(Kept kept, Instant now) {
    return kept.at().plus(memory.remembered()).isBefore(now);
  }
}
