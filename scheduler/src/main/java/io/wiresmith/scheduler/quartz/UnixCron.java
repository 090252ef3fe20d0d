package io.wiresmith.scheduler.quartz;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Five fields of cron(8), minute hour day month weekday, in Quartz's words. Where day and weekday
 * are both given, either will do, as POSIX asks; Quartz cannot say so in one expression. Where one
 * of both begins with a star and has a step, cron(8) wants both, which Quartz cannot say at all.
 */
final class UnixCron {
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final Pattern NAMES =
      Pattern.compile(
          "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT");

  private UnixCron() {}

  /** One or two expressions of Quartz; the times of any of them count. */
  static List<String> toQuartz(String text) {
    String[] fields = text.toUpperCase(Locale.ROOT).split("\\s+");
    for (String field : fields) {
      if (!NAMES.matcher(field).replaceAll("1").matches("[0-9*,/-]+")) {
        throw wrong(text, "'" + field + "' is no field of it");
      }
    }
    if (steps(fields[2]) && !fields[4].equals("*") || steps(fields[4]) && !fields[2].equals("*")) {
      throw wrong(text, "a day of '*/…' beside a weekday counts where both fit, in cron(8)");
    }
    String start = "0 %s %s ".formatted(fields[0], fields[1]);
    List<String> expressions = new ArrayList<>();
    if (fields[4].equals("*")) {
      expressions.add(start + "%s %s ?".formatted(fields[2], fields[3]));
      return expressions;
    }
    if (!fields[2].equals("*")) {
      expressions.add(start + "%s %s ?".formatted(fields[2], fields[3]));
    }
    expressions.add(start + "? %s %s".formatted(fields[3], weekdays(text, fields[4])));
    return expressions;
  }

  private static boolean steps(String field) {
    return field.startsWith("*/");
  }

  /** Cron counts from Sunday, 0 or 7; Quartz from Sunday, 1: names are the same in both. */
  private static String weekdays(String text, String field) {
    TreeSet<Integer> days = new TreeSet<>();
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
        days.add(day % 7);
      }
    }
    return days.stream().map(DAYS::get).collect(Collectors.joining(","));
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
