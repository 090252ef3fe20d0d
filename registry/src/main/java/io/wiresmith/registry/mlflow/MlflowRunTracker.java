package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Backoff;
import io.wiresmith.core.run.CurvePoint;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.core.run.StepRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Shows a run in MLflow while it goes on, from its own thread. While the server is down it keeps up
 * to {@link #CAPACITY} points and tries again; what comes then is dropped and counted.
 */
public final class MlflowRunTracker implements RunTracker {
  /** Most events that wait for the server. */
  static final int CAPACITY = 20_000;

  private static final int BATCH = 500;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration SAMPLES = Duration.ofSeconds(10);
  private static final MlflowPatience PATIENCE =
      new MlflowPatience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          new Backoff(1, Duration.ofMillis(100), Duration.ofMillis(100)));

  private final ShownRun run;
  private final Pace pace;
  private final Consumer<String> told;
  private final SystemSample system = new SystemSample();
  private final LinkedBlockingDeque<Event> waiting = new LinkedBlockingDeque<>();
  private final CompletableFuture<String> id = new CompletableFuture<>();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread worker;
  private final Thread hook;
  private volatile String step = "";
  private volatile long end = Long.MAX_VALUE;
  private boolean warned;
  private boolean gone;
  private long sampleAt;
  private long samples;

  /**
   * How long things wait.
   *
   * @param retry after a failure
   * @param patience of {@link #shownAs} and {@link #close}
   */
  record Pace(Duration retry, Duration patience) {
    static Pace usual() {
      return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
  }

  private sealed interface Event {
    /** The run stands otherwise. */
    record Changed(RunRecord run) implements Event {}

    /** A figure of a step. */
    record Measured(String step, Map<String, Object> figure) implements Event {}

    /** The process is told to end. */
    record Interrupted() implements Event {}

    /** A file of the run. */
    record Left(String path, byte[] bytes) implements Event {}
  }

  MlflowRunTracker(MlflowServer server, Path file, Pace pace, Consumer<String> told) {
    this.run = new ShownRun(new MlflowApi(new MlflowHttp(server, PATIENCE)), file);
    this.pace = pace;
    this.told = told;
    this.worker = new Thread(this::work, "mlflow-run-tracker");
    worker.setDaemon(true);
    this.hook = new Thread(this::interrupted, "mlflow-run-tracker-end");
  }

  /**
   * Shows a run on a server.
   *
   * @param environment credentials and certificate authority, as for the registry
   * @param file keeps what the run is called there, so that one that goes on is the same
   * @param told is told once that the server is down, and at the end what it missed
   * @throws WiresmithException {@code USAGE} for a wrong location or wrong credentials
   */
  public static MlflowRunTracker start(
      String location, Map<String, String> environment, Path file, Consumer<String> told) {
    return start(MlflowServer.of(location, environment), file, Pace.usual(), told);
  }

  static MlflowRunTracker start(MlflowServer server, Path file, Pace pace, Consumer<String> told) {
    MlflowRunTracker tracker = new MlflowRunTracker(server, file, pace, told);
    tracker.worker.start();
    Runtime.getRuntime().addShutdownHook(tracker.hook);
    return tracker;
  }

  @Override
  public void changed(RunRecord now) {
    step =
        now.steps().stream()
            .filter(it -> it.state() == RunState.RUNNING)
            .map(StepRecord::name)
            .findFirst()
            .orElse("");
    waiting.add(new Event.Changed(now));
  }

  @Override
  public void point(CurvePoint point) {
    long now = System.currentTimeMillis();
    String key = RunFigures.clean(point.curve());
    add(new Event.Measured(step, ShownTags.figure(key, point.value(), point.step(), now)));
  }

  @Override
  public void file(String path, byte[] bytes) {
    add(new Event.Left(path, bytes.clone()));
  }

  private void add(Event event) {
    if (waiting.size() >= CAPACITY) {
      dropped.incrementAndGet();
    } else {
      waiting.add(event);
    }
  }

  @Override
  public Optional<String> shownAs() {
    try {
      return named(id.get(pace.patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      id.complete(""); // From now on nobody sees it, unless it was created at this moment.
      return named(id.getNow(""));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> named(String id) {
    return Optional.of(id).filter(name -> !name.isEmpty());
  }

  @Override
  public void close() {
    forgetHook();
    end = System.nanoTime() + pace.patience().toNanos();
    try {
      worker.join(pace.patience().toMillis());
      worker.interrupt();
      worker.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long missed = dropped.get() + waiting.size();
    if (missed > 0) {
      told.accept("MLflow shows this run without %,d of its points and states.".formatted(missed));
    }
  }

  /** Ctrl-C, or a machine that goes down: what was shown as running no longer is. */
  private void interrupted() {
    waiting.clear();
    waiting.add(new Event.Interrupted());
    end = System.nanoTime() + LAST_WORDS.toNanos();
    try {
      worker.join(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }

  private boolean closing() {
    return end != Long.MAX_VALUE;
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        sample();
        Event first = waiting.poll(closing() ? 0 : 250, TimeUnit.MILLISECONDS);
        if (first != null && !delivered(batch(first))) {
          return;
        } else if (first == null && closing()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Closed: the server was too slow.
    } finally {
      id.complete("");
      run.close();
    }
  }

  /** A state or a file alone; points of one step together. */
  private List<Event> batch(Event first) {
    List<Event> batch = new ArrayList<>(List.of(first));
    if (first instanceof Event.Measured measured) {
      while (batch.size() < BATCH
          && waiting.peek() instanceof Event.Measured next
          && next.step().equals(measured.step())) {
        batch.add(waiting.remove());
      }
    }
    return batch;
  }

  /** Tries until it succeeds, or cannot, or nobody waits any more: then false. */
  private boolean delivered(List<Event> batch) throws InterruptedException {
    while (true) {
      try {
        deliver(batch);
        return true;
      } catch (WiresmithException e) {
        boolean later = e.code().category() == ErrorCategory.DEPENDENCY;
        if (!later && isGone()) {
          return true;
        }
        warn(e, later);
        if (!later) {
          dropped.addAndGet(batch.size());
          id.complete("");
          return true;
        }
        if (System.nanoTime() + pace.retry().toNanos() > end || Thread.interrupted()) {
          dropped.addAndGet(batch.size());
          return false;
        }
        TimeUnit.NANOSECONDS.sleep(pace.retry().toNanos());
      }
    }
  }

  /** Whether nobody is to be shown anything any more, which is told once. */
  private boolean isGone() {
    try {
      Optional<String> why = run.gone();
      why.ifPresent(told);
      gone = why.isPresent();
    } catch (WiresmithException e) {
      gone = false; // The first failure is the one to tell.
    }
    return gone;
  }

  private void deliver(List<Event> batch) {
    if (gone) {
      return;
    }
    if (id.isDone() && id.join().isEmpty()) {
      dropped.addAndGet(batch.size());
      return;
    }
    Event first = batch.get(0);
    if (first instanceof Event.Changed changed) {
      run.show(changed.run());
      run.id().ifPresent(this::begun);
    } else if (first instanceof Event.Interrupted) {
      run.abandon();
    } else if (first instanceof Event.Left left) {
      run.left(left.path(), left.bytes());
    } else if (first instanceof Event.Measured measured) {
      List<Map<String, Object>> figures = new ArrayList<>();
      batch.forEach(event -> figures.add(((Event.Measured) event).figure()));
      run.figures(measured.step(), figures);
    }
  }

  private void begun(String created) {
    if (!id.complete(created) && id.join().isEmpty()) {
      run.abandon(); // It is published elsewhere by now.
    }
  }

  private void warn(WiresmithException failure, boolean later) {
    if (!warned) {
      warned = true;
      told.accept(
          "MLflow does not show this run%s: %s The run goes on."
              .formatted(later ? " for the moment" : "", failure.getMessage()));
    }
  }

  private void sample() {
    if (run.id().isEmpty() || closing() || System.nanoTime() < sampleAt) {
      return;
    }
    sampleAt = System.nanoTime() + SAMPLES.toNanos();
    long now = System.currentTimeMillis();
    samples++;
    system
        .now()
        .forEach(
            (key, value) ->
                add(new Event.Measured("", ShownTags.figure(key, value, samples, now))));
  }
}
