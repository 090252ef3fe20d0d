package io.wiresmith.evaluation.report;

import io.wiresmith.core.evaluation.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the table of one model's figures shows.
 *
 * @param baselines the columns beside the model
 * @param figures the rows
 * @param legend a few sentences below
 */
record FiguresTable(List<String> baselines, List<Figure> figures, String legend) {
  /**
   * A row.
   *
   * @param metric its name in the report
   * @param title for people
   * @param ratio whether it is told in percent
   */
  record Figure(String metric, String title, boolean ratio) {
    /** Empty where the figure does not apply. */
    String text(@Nullable Double value) {
      return value == null ? "" : ratio ? Numbers.percent(value) : Numbers.plain(value);
    }

    /** Likewise. */
    String text(@Nullable Interval interval) {
      if (interval == null) {
        return "";
      }
      return ratio
          ? "%s to %s"
              .formatted(Numbers.number(interval.lower()), Numbers.percent(interval.upper()))
          : "%s to %s".formatted(Numbers.plain(interval.lower()), Numbers.plain(interval.upper()));
    }
  }

  static Figure ratio(String metric, String title) {
    return new Figure(metric, title, true);
  }

  static Figure plain(String metric, String title) {
    return new Figure(metric, title, false);
  }
}
