package io.wiresmith.scheduler.simulation;

import java.util.Optional;

/** What goes wrong in a week. */
public enum Fault {
  NONE("", ""),
  DEPENDENCY_DOWN("the database is down for two tries", ""),
  DEPENDENCY_DOWN_FOR_LONG("the database is down for all tries; a backfill later", ""),
  DATA_LATE("the telemetry is late; a backfill when it has come", ""),
  GATE_REJECTS("the gate rejects", ""),
  KILLED_IN_EXTRACT("kill -9 in extract", "extract"),
  KILLED_IN_LABEL("kill -9 in label", "label"),
  KILLED_IN_TRAIN("kill -9 in train", "train"),
  KILLED_IN_EVALUATE("kill -9 in evaluate", "evaluate"),
  KILLED_IN_PUBLISH("kill -9 right before the commit of publish", "publish"),
  KILLED_AFTER_PUBLISH("kill -9 right after the commit of publish", ""),
  NODE_DIES_AFTER_CLAIM("a node dies after its claim", ""),
  NODE_DIES_BEFORE_ENDING("a node dies before it records the ending", ""),
  NODE_DIES_ITS_RUN_LIVES("a node dies, its run lives on beside the next one", ""),
  NODE_IS_STOPPED("a node is told to end in the middle of a run", ""),
  NOBODY_THERE("both nodes are down until next week", ""),
  CLOCK_AHEAD("a node's clock is two hours ahead", ""),
  CLOCK_BEHIND("a node's clock is three hours behind", "");

  private final String words;
  private final String step;

  Fault(String words, String step) {
    this.words = words;
    this.step = step;
  }

  /** For people; empty text where all goes well. */
  public String words() {
    return words;
  }

  /** The step in which the run's process is killed. */
  Optional<String> killedIn() {
    return Optional.of(step).filter(name -> !name.isEmpty());
  }

  /** Whether the first try of the run waits in the middle until it is let go. */
  boolean waits() {
    return this == NODE_DIES_ITS_RUN_LIVES || this == NODE_IS_STOPPED;
  }
}
