package io.wiresmith.jobs.doctor;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Looks at one thing after the other, at none for longer than half a minute. */
public final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Check> checks;
  private final Duration patience;

  Doctor(List<Check> checks, Duration patience) {
    this.checks = List.copyOf(checks);
    this.patience = patience;
  }

  /** The checks of this machine, and of what is named. */
  public static Doctor of(Examined examined) {
    List<Check> checks = new ArrayList<>();
    checks.addAll(MachineChecks.of(examined));
    checks.addAll(LibraryChecks.all());
    checks.addAll(ServiceChecks.of(examined));
    return new Doctor(checks, PATIENCE);
  }

  /** Looks; each finding is told as soon as it is known. */
  public List<Finding> examine(Consumer<Finding> told) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      Finding finding = looked(check);
      told.accept(finding);
      findings.add(finding);
    }
    return findings;
  }

  private Finding looked(Check check) {
    FutureTask<Finding> task = new FutureTask<>(check.look());
    Thread thread = new Thread(task, "looks at " + check.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return failed(check, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      String found = "nothing within " + patience.toSeconds() + " s";
      return Finding.failed(check.name(), found, check.remedy());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.failed(check.name(), "interrupted", "Look again.");
    } finally {
      task.cancel(true);
    }
  }

  /**
   * What was said wrongly is named by the error with its remedy; the check's is for what is down.
   */
  private static Finding failed(Check check, Throwable cause) {
    if (!(cause instanceof WiresmithException ours)) {
      return Finding.failed(check.name(), String.valueOf(cause), check.remedy());
    }
    boolean down = ours.code().category() == ErrorCategory.DEPENDENCY;
    return Finding.failed(
        check.name(), String.valueOf(ours.getMessage()), down ? check.remedy() : "");
  }
}
