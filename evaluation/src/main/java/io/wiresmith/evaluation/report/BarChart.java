package io.wiresmith.evaluation.report;

import java.util.List;

/** Horizontal bars from zero with their value behind them. */
final class BarChart {
  private static final double LEFT = 110;
  private static final double LETTER = 7.6;
  private static final double RIGHT = 366;
  private static final double ROW = 25;
  private static final double TOP = 20;

  /**
   * One bar.
   *
   * @param name before it
   * @param value its length, a ratio
   * @param rows behind it
   */
  record Bar(String name, double value, long rows) {}

  private BarChart() {}

  /** Bars of a figure, whose longest possible one is {@code most}. */
  static String of(String title, String figure, List<Bar> bars, double most) {
    double longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    double left = Math.max(LEFT, 10 + LETTER * longest);
    Svg svg = new Svg(title, TOP + bars.size() * ROW);
    svg.text("label", 426, 12, "end", figure);
    svg.text("label", 480, 12, "end", "rows");
    double y = TOP;
    for (Bar bar : bars) {
      double length = Double.isFinite(bar.value()) ? (RIGHT - left) * bar.value() / most : 0;
      svg.text("name", left - 10, y + 13, "end", bar.name());
      svg.bar("track", left, y, RIGHT - left, ROW - 7, "");
      svg.bar("model", left, y, length, ROW - 7, bar.name() + ": " + Numbers.percent(bar.value()));
      svg.text("name", 426, y + 13, "end", Numbers.percent(bar.value()));
      svg.text("label", 480, y + 13, "end", Numbers.count(bar.rows()));
      y += ROW;
    }
    return svg.toString();
  }
}
