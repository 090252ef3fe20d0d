package io.wiresmith.scheduler.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A window of a schedule, as the ledger remembers it.
 *
 * @param key what is done once
 * @param state how it stands
 * @param work what decided its result; {@link WorkDigest#NONE} before the first try
 * @param lease who works or last worked on it
 * @param attempts tries since it was last asked for
 * @param ending what the last try came to
 * @param references what went in, by name: telemetry, registry, config, command
 * @param times when
 */
public record LedgerRun(
    WindowKey key,
    LedgerState state,
    WorkDigest work,
    LeaseRecord lease,
    int attempts,
    Result ending,
    Map<String, String> references,
    Times times) {
  /** Copies the references. */
  public LedgerRun {
    references = Map.copyOf(references);
  }

  /**
   * Who works on a window.
   *
   * @param owner host, process number and start of the process; empty text before the first try
   * @param fence rises with every claim; who holds an older one commits nothing any more
   * @param until when the lease ends, unless it is renewed
   * @param cancel whether somebody asked to stop it
   * @param origin who has it done
   */
  public record LeaseRecord(
      String owner, long fence, Instant until, boolean cancel, Origin origin) {}

  /**
   * What the last try came to.
   *
   * @param exitCode of its process
   * @param verdict the gate's, or empty text
   * @param cause one line for people
   * @param references what came out
   */
  public record Result(int exitCode, String verdict, String cause, Map<String, String> references) {
    /** Copies the references. */
    public Result {
      references = Map.copyOf(references);
    }
  }

  /**
   * When.
   *
   * @param created when the window was first recorded
   * @param started when the last try began
   * @param updated when anything last changed
   * @param retry when it is tried again
   */
  public record Times(
      Instant created, Optional<Instant> started, Instant updated, Optional<Instant> retry) {}

  /** Whether somebody works on it at that time. */
  public boolean held(Instant now) {
    return state == LedgerState.RUNNING && lease.until().isAfter(now);
  }

  /** How it stands, for a claim. */
  public Seen seen() {
    return new Seen(state, lease.fence());
  }

  /** Whether it has a verdict of the gate. */
  public boolean judged() {
    return state == LedgerState.DONE;
  }
}
