package io.wiresmith.scheduler.execution;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Backoff;
import io.wiresmith.core.run.Owner;
import io.wiresmith.scheduler.ledger.Claim;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.Lease;
import io.wiresmith.scheduler.ledger.LeaseState;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.Seen;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tries a window once: claims it, runs its command as a process of its own, renews the lease
 * meanwhile, and records how it ended. Thread-safe.
 */
public final class WindowRunner {
  /** Names the ledger to the run's process. */
  public static final String LEDGER_VARIABLE = "WIRESMITH_LEDGER";

  /** Names the lease to the run's process, which asks for its worth before it commits. */
  public static final String LEASE_VARIABLE = "WIRESMITH_LEASE";

  /** Names the planned work to the run's process, which does no other. */
  public static final String WORK_VARIABLE = "WIRESMITH_WORK";

  private static final Ending STOPPED =
      Ending.without(LedgerState.PENDING, 143, "whoever worked on it was told to end");

  private static final Ending CANCELLED =
      Ending.without(LedgerState.CANCELLED, 130, "somebody cancelled it");

  private final RunLedger ledger;
  private final WindowWork work;
  private final ExecutionPolicy policy;
  private final Clocks clocks;
  private final Stop stop;
  private final Consumer<String> told;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /** A runner; {@code told} hears one line for each thing that happens. */
  public WindowRunner(
      RunLedger ledger,
      WindowWork work,
      ExecutionPolicy policy,
      Clocks clocks,
      Stop stop,
      Consumer<String> told) {
    this.ledger = ledger;
    this.work = work;
    this.policy = policy;
    this.clocks = clocks;
    this.stop = stop;
    this.told = told;
  }

  /** What a planned run is, or why it cannot be. */
  private record Planned(WorkDigest work, RunCommand command, Instant complete) {}

  /**
   * Tries it.
   *
   * @param seen how it stood when that was decided
   * @return how it ended; empty where somebody else has it, before or after
   */
  public Optional<Ending> run(WindowKey key, Seen seen) {
    Planned planned;
    try {
      WorkDigest digest = work.digest(key);
      planned = new Planned(digest, work.command(key, digest), work.completeAt(key));
    } catch (RuntimeException e) { // Whatever it is: a window that nobody records blocks others.
      return claimed(key, seen, WorkDigest.NONE, work.references(key))
          .flatMap(lease -> ended(key, lease, failed(lease, e)));
    }
    return claimed(key, seen, planned.work(), planned.command().references())
        .flatMap(
            lease ->
                ended(
                    key,
                    lease,
                    planned.complete().isAfter(clocks.now())
                        ? early(planned.complete())
                        : tried(key, lease, planned)));
  }

  private Optional<Lease> claimed(
      WindowKey key, Seen seen, WorkDigest digest, Map<String, String> references) {
    return ledger.claim(new Claim(key, seen, Owner.here(), policy.lease(), digest, references));
  }

  private static Ending early(Instant complete) {
    String cause = "its telemetry may still come until " + complete;
    int exit = ErrorCategory.DEPENDENCY.exitCode();
    return new Ending(LedgerState.PENDING, exit, "", cause, Map.of(), Optional.of(complete));
  }

  private Ending tried(WindowKey key, Lease lease, Planned planned) {
    RunCommand command = planned.command();
    Path log = command.logs().resolve(lease.run() + "-" + lease.fence() + ".log");
    try {
      ledger.log(lease, log);
      Map<String, String> environment =
          Map.of(
              LEDGER_VARIABLE,
              ledger.location(),
              LEASE_VARIABLE,
              lease.token(),
              WORK_VARIABLE,
              planned.work().key());
      told.accept(name(key) + " begins, try " + lease.fence() + ", log " + log);
      RunProcess process = RunProcess.start(command.words(), environment, log);
      Optional<Ending> stopped;
      try {
        stopped = watched(lease, process);
      } catch (RuntimeException e) {
        process.end();
        throw e;
      }
      return stopped.orElseGet(() -> judged(lease, process, planned));
    } catch (RuntimeException e) {
      return failed(lease, e);
    } finally {
      keepSteps(lease, command);
    }
  }

  /** Waits for its end; what stops it before is told, and the process is gone then. */
  private Optional<Ending> watched(Lease lease, RunProcess process) {
    Clocks.Elapsed life = clocks.start();
    Clocks.Elapsed sinceRenewal = clocks.start();
    while (!process.endsWithin(Duration.ofMillis(200))) {
      Optional<Ending> reason = Optional.empty();
      if (stop.requested()) {
        reason = Optional.of(STOPPED);
      } else if (life.reaches(policy.timeLimit())) {
        String cause = "it took longer than " + policy.timeLimit() + " and was ended";
        reason = Optional.of(Ending.without(LedgerState.FAILED, 124, cause));
      } else if (sinceRenewal.reaches(policy.lease().dividedBy(3))) {
        sinceRenewal = clocks.start();
        reason = ended(renewed(lease));
      }
      if (reason.isPresent()) {
        process.end();
        return reason;
      }
    }
    return Optional.empty();
  }

  private LeaseState renewed(Lease lease) {
    try {
      return ledger.renew(lease, policy.lease());
    } catch (WiresmithException e) {
      told.accept(e.getMessage()); // The run asks again before it commits.
      return LeaseState.HELD;
    }
  }

  private static Optional<Ending> ended(LeaseState state) {
    return switch (state) {
      case HELD -> Optional.empty();
      case CANCELLED -> Optional.of(CANCELLED);
      case LOST ->
          Optional.of(Ending.without(LedgerState.PENDING, 75, "somebody else has the window"));
    };
  }

  private Ending judged(Lease lease, RunProcess process, Planned planned) {
    int exit = process.exitCode();
    if (exit == 0
        || exit == ErrorCode.GATE_REJECTED.exitCode()
        || exit == ErrorCode.GATE_INCONCLUSIVE.exitCode()) {
      return RunVerdict.read(planned.command().runDirectory(), planned.work().key())
          .map(it -> done(exit, it))
          .orElseGet(
              () ->
                  again(
                      lease,
                      ErrorCategory.DEPENDENCY.exitCode(),
                      "it ended with "
                          + exit
                          + " but left no verdict of the planned work: data, config or code"
                          + " changed meanwhile"));
    }
    if (exit > 128 && stop.requested()) { // A terminal's Ctrl-C reaches the process as well.
      return STOPPED;
    }
    return mendable(exit)
        ? again(lease, exit, process.cause())
        : RunVerdict.error(planned.command().runDirectory(), exit)
            .map(error -> Ending.failed(exit, process.cause(), error))
            .orElseGet(() -> Ending.without(LedgerState.FAILED, exit, process.cause()));
  }

  private static Ending done(int exit, RunVerdict verdict) {
    return new Ending(
        LedgerState.DONE,
        exit,
        verdict.verdict(),
        verdict.cause(),
        verdict.references(),
        Optional.empty());
  }

  /** A dependency that was down, or a process that was killed. */
  private static boolean mendable(int exit) {
    return exit == ErrorCategory.DEPENDENCY.exitCode() || exit > 128;
  }

  private Ending failed(Lease lease, RuntimeException e) {
    if (!(e instanceof WiresmithException ours)) {
      return Ending.failed(
          ErrorCode.INTERNAL.exitCode(), "internal error: " + e, ErrorCode.INTERNAL);
    }
    int exit = ours.code().exitCode();
    String cause = String.valueOf(ours.getMessage());
    return ours.code().category() == ErrorCategory.DEPENDENCY
        ? again(lease, exit, cause)
        : Ending.failed(exit, cause, ours.code());
  }

  private Ending again(Lease lease, int exit, String cause) {
    if (lease.attempt() >= policy.attempts()) {
      return Ending.without(
          LedgerState.FAILED, exit, "after %d tries: %s".formatted(lease.attempt(), cause));
    }
    Instant at = clocks.now().plus(policy.waitAfter(lease.attempt(), random));
    return new Ending(LedgerState.RETRY, exit, "", cause, Map.of(), Optional.of(at));
  }

  private Optional<Ending> ended(WindowKey key, Lease lease, Ending wanted) {
    Ending ending;
    try {
      ending = Backoff.usual().run(() -> recorded(lease, wanted), told);
    } catch (WiresmithException e) {
      told.accept(name(key) + ": " + e.getMessage());
      return Optional.empty();
    }
    told.accept(
        "%s: %s%s%s"
            .formatted(
                name(key),
                ending.state(),
                ending.verdict().isEmpty() ? "" : ", " + ending.verdict(),
                ending.cause().isEmpty() ? "" : ": " + ending.cause()));
    return Optional.of(ending);
  }

  /** A window that somebody else has is not asked for again. */
  private Ending recorded(Lease lease, Ending ending) {
    try {
      return ledger.end(lease, ending) == ending.state() ? ending : CANCELLED;
    } catch (WiresmithException e) {
      if (e.code() == ErrorCode.CONFLICT && ledger.state(lease) == LeaseState.LOST) {
        throw new WiresmithException(
            ErrorCode.NOTHING_TO_DO,
            "somebody else has it; what this try ended in is not kept.",
            e);
      }
      throw e;
    }
  }

  private void keepSteps(Lease lease, RunCommand command) {
    try {
      ledger.steps(lease, RunVerdict.steps(command.runDirectory()));
    } catch (WiresmithException e) {
      told.accept(e.getMessage()); // They are beside the run; the ending counts.
    }
  }

  private static String name(WindowKey key) {
    return key.schedule() + " " + key.window().until();
  }
}
