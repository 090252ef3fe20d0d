package io.wiresmith.scheduler.schedule;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.quartz.Cron;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instants at which a schedule fires: an expression in a zone. A time that a change of clocks
 * leaves out fires at the first instant after it; a time that comes twice fires the first time.
 *
 * @param cron the expression
 * @param zone the zone of its wall clock
 */
public record Firings(Cron cron, ZoneId zone) {
  private static final int MOST = 100_000;

  /**
   * Reads an expression and a zone.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if either cannot be read
   */
  public static Firings parse(String cron, String zone) {
    return new Firings(Cron.parse(cron), zone(zone));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "Unknown zone '%s'.%s Write UTC or a name such as Europe/Berlin."
              .formatted(text, NearestName.hint(text, ZoneId.getAvailableZoneIds())),
          e);
    }
  }

  /** The first firing after an instant, if there is any. */
  public Optional<Instant> after(Instant instant) {
    // Instants of rising wall times never fall, so those that were before the change are passed by.
    LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
    while (true) {
      Optional<LocalDateTime> next = cron.after(time);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Instant firing = instant(next.get());
      if (firing.isAfter(instant)) {
        return Optional.of(firing);
      }
      time = next.get();
    }
  }

  /**
   * The firings in {@code [from, until)}, oldest first.
   *
   * @throws WiresmithException {@code USAGE} if there are more than 100,000
   */
  public List<Instant> within(Instant from, Instant until) {
    List<Instant> firings = first(MOST + 1, from, until);
    if (firings.size() > MOST) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'%s' fires more than %,d times between %s and %s. Ask for less time."
              .formatted(cron, MOST, from, until));
    }
    return firings;
  }

  /** The first firings in {@code [from, until)}, oldest first. */
  public List<Instant> first(int most, Instant from, Instant until) {
    List<Instant> firings = new ArrayList<>();
    Optional<Instant> next = after(from.minusNanos(1));
    while (firings.size() < most && next.isPresent() && next.get().isBefore(until)) {
      firings.add(next.get());
      next = after(next.get());
    }
    return firings;
  }

  private Instant instant(LocalDateTime time) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.toInstant(zone.getRules().getValidOffsets(time).get(0));
  }
}
