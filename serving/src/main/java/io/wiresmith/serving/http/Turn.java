package io.wiresmith.serving.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small requests that came in one turn of the event loop, decided at its end: nobody waits for
 * others, but those who are there together share a run, of which a few rows cost little more than
 * one. Belongs to the event loop.
 */
final class Turn {
  /** More rows are decided in several runs, so that none keeps the loop for long. */
  private static final int MOST_ROWS = 64;

  private final Vertx vertx;
  private final Inference inference;
  private List<Waiting> waiting = new ArrayList<>();

  Turn(Vertx vertx, Inference inference) {
    this.vertx = vertx;
    this.inference = inference;
  }

  /**
   * A request until its decision.
   *
   * @param exchange where it is answered
   * @param body counts until then
   * @param asked its rows
   */
  record Waiting(Exchange exchange, Body body, Asked asked) {}

  /** Decides it when the turn ends. */
  void add(Waiting one) {
    waiting.add(one);
    if (waiting.size() == 1) {
      vertx.getOrCreateContext().runOnContext(it -> end());
    }
  }

  private void end() {
    List<Waiting> all = waiting;
    waiting = new ArrayList<>();
    Map<Asked.Kind, List<Waiting>> kinds = new LinkedHashMap<>();
    for (Waiting one : all) {
      List<Waiting> alike = kinds.computeIfAbsent(one.asked().kind(), it -> new ArrayList<>());
      alike.add(one);
      if (alike.stream().mapToInt(it -> it.asked().request().rows()).sum() >= MOST_ROWS) {
        kinds.remove(one.asked().kind());
        decide(alike);
      }
    }
    kinds.values().forEach(this::decide);
  }

  private void decide(List<Waiting> alike) {
    List<Decided> decided = inference.decide(alike.stream().map(Waiting::asked).toList());
    for (int i = 0; i < alike.size(); i++) {
      Waiting one = alike.get(i);
      one.body().release();
      one.exchange().answer(decided.get(i), false);
    }
  }
}
