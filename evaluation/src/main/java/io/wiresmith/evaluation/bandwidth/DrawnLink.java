package io.wiresmith.evaluation.bandwidth;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Some steps of a link to look at.
 *
 * @param source the source
 * @param link the link
 * @param kind {@code good} or {@code worst}
 * @param rows judged targets of the whole link
 * @param within share of them within 20 %
 * @param withinNaive the same of the best naive forecast of the source
 * @param points the first steps: position of the target, actual, forecast, lower, upper, four
 *     digits each
 */
record DrawnLink(
    String source,
    String link,
    String kind,
    long rows,
    double within,
    double withinNaive,
    List<List<Double>> points) {
  private static final int STEPS = 200;
  private static final MathContext DIGITS = new MathContext(4);

  static DrawnLink of(String kind, LinkErrors errors) {
    ForecastRow first = errors.rows().get(0);
    return new DrawnLink(
        first.source(),
        first.link(),
        kind,
        errors.rows().size(),
        errors.within(),
        errors.withinNaive(),
        points(errors.rows()));
  }

  /** Up to the end of a segment, behind which positions begin again. */
  private static List<List<Double>> points(List<ForecastRow> rows) {
    List<List<Double>> points = new ArrayList<>();
    long before = -1;
    for (ForecastRow row : rows) {
      if (points.size() == STEPS || row.position() <= before) {
        break;
      }
      before = row.position();
      float[] forecast = row.forecast();
      points.add(
          List.of(
              before + 1.0,
              rounded(row.actual()),
              rounded(forecast[0]),
              rounded(forecast[1]),
              rounded(forecast[2])));
    }
    return points;
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }
}
