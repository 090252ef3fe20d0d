package io.wiresmith.scheduler.quartz;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Five fields of cron(8), minute hour day month weekday, in Quartz's words. Where neither day nor
 * weekday begins with {@code *}, either will do, else both must hold; Quartz cannot say so in one
 * expression.
 *
 * @param expressions one or two expressions of Quartz; the times of any of them count
 * @param weekdays on which of these days
 */
record UnixCron(List<String> expressions, Set<DayOfWeek> weekdays) {
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final Pattern NAMES =
      Pattern.compile(
          "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT");

  /** Every day of a week. */
  static final Set<DayOfWeek> EVERY = Set.of(DayOfWeek.values());

  /** Reads five fields. */
  static UnixCron parse(String text) {
    String[] fields = text.toUpperCase(Locale.ROOT).split("\\s+");
    for (String field : fields) {
      if (!NAMES.matcher(field).replaceAll("1").matches("[0-9*,/-]+")) {
        throw wrong(text, "'" + field + "' is no field of it");
      }
    }
    String start = "0 %s %s ".formatted(fields[0], fields[1]);
    String days = start + "%s %s ?".formatted(fields[2], fields[3]);
    Set<DayOfWeek> weekdays = weekdays(text, fields[4]);
    if (fields[2].startsWith("*") || fields[4].startsWith("*")) {
      return new UnixCron(List.of(days), weekdays);
    }
    String names =
        weekdays.stream()
            .sorted()
            .map(day -> day.name().substring(0, 3))
            .collect(Collectors.joining(","));
    return new UnixCron(List.of(days, start + "? %s %s".formatted(fields[3], names)), EVERY);
  }

  /** Cron counts from Sunday, 0 or 7. */
  private static Set<DayOfWeek> weekdays(String text, String field) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : field.split(",")) {
      String[] rangeAndStep = part.split("/", 2);
      int step = rangeAndStep.length == 2 ? number(text, rangeAndStep[1]) : 1;
      String[] range = rangeAndStep[0].split("-", 2);
      boolean all = rangeAndStep[0].equals("*");
      int first = all ? 0 : day(text, range[0]);
      int last = range.length == 2 ? day(text, range[1]) : first;
      if (all || range.length == 1 && rangeAndStep.length == 2) {
        last = 6;
      }
      if (step < 1 || last < first) {
        throw wrong(text, "'" + part + "' is no range of weekdays");
      }
      for (int day = first; day <= last; day += step) {
        days.add(DayOfWeek.of(day % 7 == 0 ? 7 : day));
      }
    }
    if (days.isEmpty()) {
      throw wrong(text, "'" + field + "' names no weekday");
    }
    return Set.copyOf(days);
  }

  private static int day(String text, String word) {
    int named = DAYS.indexOf(word);
    int day = named >= 0 ? named : number(text, word);
    if (day > 7) {
      throw wrong(text, "weekday '" + word + "' is not 0 to 7 or SUN to SAT");
    }
    return day;
  }

  private static int number(String text, String word) {
    if (!word.matches("[0-9]{1,2}")) {
      throw wrong(text, "'" + word + "' is no number");
    }
    return Integer.parseInt(word);
  }

  private static WiresmithException wrong(String text, String what) {
    return new WiresmithException(
        ErrorCode.INVALID_CONFIG,
        "The cron expression '%s' cannot be read: %s. Write five fields (minute hour day month weekday), or Quartz's six or seven (second first)."
            .formatted(text, what));
  }
}
