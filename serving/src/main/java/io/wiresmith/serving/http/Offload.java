package io.wiresmith.serving.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Decides large requests on a few threads behind a short queue, each within its deadline. */
final class Offload implements AutoCloseable {
  private final Vertx vertx;
  private final Duration deadline;
  private final ThreadPoolExecutor threads;

  Offload(Vertx vertx, Duration deadline, ServerSettings.Limits limits) {
    this.vertx = vertx;
    this.deadline = deadline;
    threads =
        new ThreadPoolExecutor(
            limits.workers(),
            limits.workers(),
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.queue()),
            task -> {
              Thread named = new Thread(task, "inference");
              named.setDaemon(true);
              return named;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Answers the exchange on this event loop: the decision, 504, or 503 where the queue is full.
   *
   * @param decision answers every error, too
   * @param done told on this event loop, once, when the decision is made or never will be
   */
  void submit(Exchange exchange, String model, Supplier<Decided> decision, Runnable done) {
    Context loop = vertx.getOrCreateContext();
    long due = System.nanoTime() + deadline.toNanos();
    AtomicLong timer = new AtomicLong();
    Runnable task =
        () -> {
          Decided decided =
              System.nanoTime() - due < 0
                  ? decision.get()
                  : Decided.none(model, "deadline", late());
          loop.runOnContext(
              it -> {
                vertx.cancelTimer(timer.get());
                done.run();
                exchange.answer(decided, false);
              });
        };
    timer.set(
        vertx.setTimer(
            Math.max(1, deadline.toMillis()),
            it -> {
              if (threads.remove(task)) {
                done.run();
              }
              exchange.answer(Decided.none(model, "deadline", late()), false);
            }));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      vertx.cancelTimer(timer.get());
      done.run();
      exchange.answer(
          Decided.none(
              model, "unready", Answer.unavailable("Too many requests are waiting. Try again.")),
          false);
    }
  }

  private Answer late() {
    return Answer.error(
        504,
        "No decision within the deadline of %d ms. Send fewer rows, or try again."
            .formatted(deadline.toMillis()));
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
