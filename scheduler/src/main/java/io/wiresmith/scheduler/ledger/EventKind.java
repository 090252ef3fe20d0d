package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people want to hear of. */
public enum EventKind {
  /** A window came to its end without a verdict. */
  RUN_FAILED,
  /** The same, because its telemetry has not come. */
  DATA_LATE,
  /** A window that had failed has its verdict now. */
  RUN_RECOVERED,
  /** The gate let no version through: rejected, or inconclusive. */
  GATE_REJECTED,
  /** A version became champion. */
  MODEL_PROMOTED;

  /** What an ending means to people; most mean nothing. */
  static List<EventKind> of(Ending ending, boolean failedBefore) {
    return switch (ending.state()) {
      case FAILED -> List.of(late(ending) ? DATA_LATE : RUN_FAILED);
      case DONE -> done(ending, failedBefore);
      case PENDING, RUNNING, RETRY, CANCELLED, SKIPPED -> List.of();
    };
  }

  private static List<EventKind> done(Ending ending, boolean failedBefore) {
    List<EventKind> kinds = new ArrayList<>();
    if (failedBefore) {
      kinds.add(RUN_RECOVERED);
    }
    if (!ending.verdict().equals("blessed")) {
      kinds.add(GATE_REJECTED);
    }
    if (ending.references().getOrDefault(Ending.CHAMPION, "").equals("true")) {
      kinds.add(MODEL_PROMOTED);
    }
    return kinds;
  }

  private static boolean late(Ending ending) {
    return ending.references().getOrDefault(Ending.ERROR, "").equals(ErrorCode.DATA_LATE.name());
  }

  /** As programs read it, such as {@code run-failed}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
