package io.wiresmith.scheduler.quartz;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/**
 * Times on a wall clock, by an expression of Quartz (six or seven fields) or of Unix (five). It
 * knows no zone: what a change of clocks does to its times is decided elsewhere, since Quartz skips
 * a whole week there.
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html">crontab</a>
 */
public final class Cron {
  private static final LocalDateTime EARLY = LocalDateTime.of(1990, 1, 1, 0, 0);

  private final String text;
  private final List<CronExpression> expressions;
  private final Set<DayOfWeek> weekdays;

  private Cron(String text, List<CronExpression> expressions, Set<DayOfWeek> weekdays) {
    this.text = text;
    this.expressions = expressions;
    this.weekdays = weekdays;
  }

  /**
   * Reads an expression.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it cannot be read, or names a time that
   *     never comes, such as 31 February
   */
  public static Cron parse(String text) {
    String stripped = text.strip();
    int fields = stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
    if (fields < 5 || fields > 7) {
      throw wrong(text, "it has " + fields + " fields");
    }
    UnixCron read =
        fields == 5
            ? UnixCron.parse(stripped)
            : new UnixCron(List.of(stripped), UnixCron.EVERY); // Quartz's own words.
    List<CronExpression> expressions =
        read.expressions().stream().map(each -> expression(stripped, each)).toList();
    Cron cron = new Cron(stripped, expressions, read.weekdays());
    if (cron.after(EARLY).isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "The cron expression '%s' names a time that never comes. Check day and month."
              .formatted(text));
    }
    return cron;
  }

  private static CronExpression expression(String text, String quartz) {
    try {
      CronExpression expression = new CronExpression(quartz);
      expression.setTimeZone(TimeZone.getTimeZone("UTC"));
      return expression;
    } catch (ParseException | IllegalArgumentException e) {
      throw wrong(text, String.valueOf(e.getMessage()));
    }
  }

  /** The first time after that one, if there is any; whole seconds. */
  public Optional<LocalDateTime> after(LocalDateTime time) {
    Optional<LocalDateTime> next = onAnyDay(time);
    while (next.isPresent() && !weekdays.contains(next.get().getDayOfWeek())) {
      next = onAnyDay(next.get().toLocalDate().atTime(23, 59, 59));
    }
    return next;
  }

  private Optional<LocalDateTime> onAnyDay(LocalDateTime time) {
    Date date = Date.from(time.toInstant(ZoneOffset.UTC));
    return expressions.stream()
        .flatMap(expression -> next(expression, date))
        .min(LocalDateTime::compareTo);
  }

  private static Stream<LocalDateTime> next(CronExpression expression, Date date) {
    return Stream.ofNullable(expression.getNextValidTimeAfter(date))
        .map(Date::toInstant)
        .map(instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static WiresmithException wrong(String text, String what) {
    return new WiresmithException(
        ErrorCode.INVALID_CONFIG,
        "The cron expression '%s' cannot be read: %s. Write five fields (minute hour day month weekday), or Quartz's six or seven (second first): '0 0 2 ? * SUN' is Sunday, 02:00."
            .formatted(text, what));
  }
}
