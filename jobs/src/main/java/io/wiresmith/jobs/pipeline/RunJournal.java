package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.run.ProcessEnd;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.RunStore;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.core.run.WorkKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the record of one run on the disk while it goes on, and shows it. What a process meets that
 * is told to end is no failure: its run is interrupted, as if it had been killed. Not thread-safe.
 */
final class RunJournal {
  private final RunStore store;
  private final Clock clock;
  private final Progress progress;
  private final RunTracker tracker;
  private final Optional<HeldFile> held;
  private final List<StepRecord> steps = new ArrayList<>();
  private RunRecord run;

  RunJournal(Job job, WorkKey key, RunRequest request, RunTracker tracker) {
    this.tracker = tracker;
    store = job.workspace().runs();
    clock = job.clock();
    progress = job.progress();
    Instant now = clock.instant();
    run = record(key, job.model(), request.toMap(), now);
    held = store.hold(run);
    store.save(run);
  }

  private static RunRecord record(
      WorkKey key, ModelKey model, Map<String, String> request, Instant now) {
    return new RunRecord(
        key.value(),
        model,
        RunState.RUNNING,
        request,
        now,
        now,
        Owner.here().name(),
        List.of(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** Does a step and records how it went. */
  <T> StepOutcome<T> step(String name, Supplier<StepOutcome<T>> work) {
    Instant start = clock.instant();
    save(new StepRecord(name, RunState.RUNNING, "", start, Optional.empty(), false, Map.of(), ""));
    try {
      StepOutcome<T> outcome = work.get();
      Instant end = clock.instant();
      save(
          new StepRecord(
              name,
              RunState.DONE,
              outcome.key().value(),
              start,
              Optional.of(end),
              outcome.reused(),
              outcome.result(),
              outcome.message()));
      progress.ended(steps.size(), outcome, Duration.between(start, end));
      return outcome;
    } catch (RuntimeException e) {
      if (interrupted()) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      Optional<Instant> end = Optional.of(clock.instant());
      save(new StepRecord(name, RunState.FAILED, "", start, end, false, Map.of(), message));
      update(RunState.FAILED, Optional.empty(), name + ": " + message, error(e));
      throw e;
    }
  }

  /** Records what went wrong between two steps. */
  void failed(RuntimeException e) {
    if (run.state() == RunState.RUNNING && !interrupted()) {
      update(RunState.FAILED, Optional.empty(), String.valueOf(e.getMessage()), error(e));
    }
  }

  /** Others see by the lock that a run goes on no more; where there is none, the record says it. */
  private boolean interrupted() {
    return held.isPresent() && ProcessEnd.begun();
  }

  private static Optional<String> error(RuntimeException e) {
    return e instanceof WiresmithException ours
        ? Optional.of(ours.code().name())
        : Optional.empty();
  }

  /** Records how the run ended. */
  void close(RunState state, Optional<String> verdict, String message) {
    update(state, verdict, message, Optional.empty());
  }

  private void save(StepRecord step) {
    if (!steps.isEmpty() && steps.get(steps.size() - 1).name().equals(step.name())) {
      steps.remove(steps.size() - 1);
    }
    steps.add(step);
    update(RunState.RUNNING, run.verdict(), "", Optional.empty());
  }

  private void update(
      RunState state, Optional<String> verdict, String message, Optional<String> error) {
    run =
        new RunRecord(
            run.workKey(),
            run.model(),
            state,
            run.request(),
            run.startedAt(),
            clock.instant(),
            run.process(),
            steps,
            verdict,
            message,
            error);
    store.save(run);
    if (state != RunState.RUNNING) {
      release();
    }
    tracker.changed(run);
  }

  private void release() {
    try {
      held.ifPresent(HeldFile::close);
    } catch (WiresmithException e) {
      progress.line(String.valueOf(e.getMessage())); // The run has ended all the same.
    }
  }

  /** Who is shown the run. */
  RunTracker tracker() {
    return tracker;
  }
}
