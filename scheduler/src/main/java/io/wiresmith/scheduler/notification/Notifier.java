package io.wiresmith.scheduler.notification;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Owner;
import io.wiresmith.scheduler.ledger.Delivery;
import io.wiresmith.scheduler.ledger.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Empties the outbox of a ledger into sinks, each in a thread of its own, so that nobody who is
 * told holds up a run or another sink. What a sink does not take is tried again after a wait that
 * doubles from a second to five minutes, and given up after a day.
 */
public final class Notifier implements AutoCloseable {
  /** A sink that is told for longer may be told by somebody else too. */
  public static final Duration TERM = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration GIVE_UP = Duration.ofDays(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(8);

  private final Outbox outbox;
  private final Clock clock;
  private final Consumer<String> told;
  private final Owner owner = Owner.here();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, NotificationCounts> counts = new TreeMap<>();
  private final List<Thread> threads;

  private Notifier(Outbox outbox, List<EventSink> sinks, Clock clock, Consumer<String> told) {
    this.outbox = outbox;
    this.clock = clock;
    this.told = told;
    sinks.forEach(sink -> counts.put(sink.name(), new NotificationCounts()));
    threads = sinks.stream().map(sink -> thread(sink)).toList();
  }

  /** Begins to tell those sinks; {@code told} hears what could not be told. */
  public static Notifier start(
      Outbox outbox, List<EventSink> sinks, Clock clock, Consumer<String> told) {
    Notifier notifier = new Notifier(outbox, sinks, clock, told);
    notifier.threads.forEach(Thread::start);
    return notifier;
  }

  private Thread thread(EventSink sink) {
    Thread thread = new Thread(() -> work(sink), "tells " + sink.name());
    thread.setDaemon(true);
    return thread;
  }

  private void work(EventSink sink) {
    boolean open = true;
    String trouble = "";
    while (open) {
      open = !ended();
      String now = drain(sink); // Once more after the end, for what the last runs left.
      if (!now.isEmpty() && !now.equals(trouble)) {
        told.accept(now);
      }
      trouble = now;
    }
  }

  /** Waits for the next look, and tells whether the end has come. */
  private boolean ended() {
    try {
      return end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Why events wait, in a line that is said once; empty where all were tried. */
  private String drain(EventSink sink) {
    try {
      Optional<Delivery> next = outbox.next(sink.name(), owner, TERM);
      while (next.isPresent()) {
        tell(sink, next.get());
        next = outbox.next(sink.name(), owner, TERM);
      }
      return "";
    } catch (WiresmithException e) {
      return "events for " + sink.name() + " wait: " + e.getMessage();
    }
  }

  private void tell(EventSink sink, Delivery delivery) {
    NotificationCounts count = counts(sink.name());
    try {
      sink.tell(delivery.event());
    } catch (WiresmithException e) {
      count.missed();
      missed(delivery, String.valueOf(e.getMessage()));
      return;
    }
    count.told();
    outbox.delivered(delivery);
  }

  private void missed(Delivery delivery, String cause) {
    Instant now = clock.instant();
    String what =
        "event %s (%s) has not reached %s: %s"
            .formatted(delivery.event().id(), delivery.event().kind().id(), delivery.sink(), cause);
    if (Duration.between(Instant.ofEpochMilli(delivery.dueSince()), now).compareTo(GIVE_UP) > 0) {
      outbox.giveUp(delivery, cause);
      told.accept(what + " It is given up after a day.");
      return;
    }
    Instant again = now.plus(waitAfter(delivery.attempt()));
    outbox.postpone(delivery, again, cause);
    told.accept(what + " Tried again at " + again + ".");
  }

  static Duration waitAfter(int attempt) {
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 20));
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }

  /** What this process told one sink. */
  public NotificationCounts counts(String sink) {
    NotificationCounts count = counts.get(sink);
    if (count == null) {
      throw new IllegalArgumentException("No sink '" + sink + "'");
    }
    return count;
  }

  /** What this process told, by sink. */
  public Map<String, NotificationCounts> counts() {
    return new TreeMap<>(counts);
  }

  /** Tells what has happened until now, for no longer than eight seconds; the rest waits. */
  @Override
  public void close() {
    end.countDown();
    long limit = System.nanoTime() + LAST_WORDS.toNanos();
    for (Thread thread : threads) {
      join(thread, Duration.ofNanos(limit - System.nanoTime()));
    }
  }

  private static void join(Thread thread, Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
