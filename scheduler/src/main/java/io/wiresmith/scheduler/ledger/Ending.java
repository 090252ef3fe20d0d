package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ErrorCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a try ended.
 *
 * @param state the state that follows
 * @param exitCode of the run's process
 * @param verdict blessed, rejected or inconclusive; empty text where there is none
 * @param cause one line for people, such as the error
 * @param references what came out, by name: dataset, artifact, version, report
 * @param retryAt when it is tried again, where it is
 */
public record Ending(
    LedgerState state,
    int exitCode,
    String verdict,
    String cause,
    Map<String, String> references,
    Optional<Instant> retryAt) {
  /** Reference to whether the version became champion, {@code true}. */
  public static final String CHAMPION = "champion";

  /** Reference to the name of the error that ended a run. */
  public static final String ERROR = "error";

  /** Copies the references. */
  public Ending {
    references = Map.copyOf(references);
    if (!state.endsARun()) {
      throw new IllegalArgumentException("No try ends as " + state);
    }
  }

  /** Ended without a verdict. */
  public static Ending without(LedgerState state, int exitCode, String cause) {
    return new Ending(state, exitCode, "", cause, Map.of(), Optional.empty());
  }

  /** Ended by an error. */
  public static Ending failed(int exitCode, String cause, ErrorCode error) {
    return new Ending(
        LedgerState.FAILED, exitCode, "", cause, Map.of(ERROR, error.name()), Optional.empty());
  }
}
