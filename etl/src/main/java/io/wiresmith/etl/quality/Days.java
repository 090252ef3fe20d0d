package io.wiresmith.etl.quality;

import io.wiresmith.core.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The UTC days of a window. */
public final class Days {
  private Days() {}

  /** The days that lie whole in the window and have no rows. */
  public static List<LocalDate> without(Window window, ToLongFunction<LocalDate> rows) {
    List<LocalDate> empty = new ArrayList<>();
    LocalDate day = day(window.from().plusNanos(86_400_000_000_000L - 1));
    LocalDate end = day(window.until());
    for (; day.isBefore(end); day = day.plusDays(1)) {
      if (rows.applyAsLong(day) == 0) {
        empty.add(day);
      }
    }
    return empty;
  }

  /** Whether the last whole day of a window is among the empty ones: it may still come. */
  public static boolean missesLast(Window window, List<LocalDate> empty) {
    return empty.contains(day(window.until()).minusDays(1));
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
