package io.wiresmith.evaluation.report;

import static io.wiresmith.evaluation.report.Numbers.at;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Lines over a common axis, and a band behind them; the vertical axis starts at zero, or below
 * where values are. A value that is no number interrupts its line.
 */
final class LineChart {
  private static final double LEFT = 62;
  private static final double RIGHT = 466;
  private static final double TOP = 34;
  private static final double BOTTOM = 210;
  private static final String BAND = "80 % interval";

  private final List<Line> lines;
  private final List<double[]> band;
  private final double least;
  private final double span;
  private final double bottom;
  private final double most;

  /**
   * One line.
   *
   * @param name in the legend
   * @param style its class
   * @param points x and y of each
   */
  record Line(String name, String style, List<double[]> points) {}

  LineChart(List<Line> lines) {
    this(lines, List.of());
  }

  /** With a band of x, lower and upper end; it is cut where the lines end. */
  LineChart(List<Line> lines, List<double[]> band) {
    this.lines = List.copyOf(lines);
    this.band = List.copyOf(band);
    this.least = extreme(0, true);
    double greatest = extreme(0, false);
    this.span = greatest > least ? greatest - least : 1;
    double low = Math.min(0, extreme(1, true));
    double step = tick(Math.max(0, extreme(1, false)) - low);
    this.bottom = low < 0 ? Math.floor(low / step) * step : 0;
    this.most = extreme(1, false) > bottom + 4 * step ? 5 * step : 4 * step;
  }

  /** The picture; the formats are those of the two axes. */
  String draw(
      String title, String below, DoubleFunction<String> across, DoubleFunction<String> up) {
    Svg svg = new Svg(title, BOTTOM + 44);
    for (int tick = 0; tick <= 4; tick++) {
      double y = BOTTOM - (BOTTOM - TOP) * tick / 4;
      svg.line("grid", LEFT, y, RIGHT, y);
      svg.text("label", LEFT - 8, y + 4, "end", up.apply(bottom + most * tick / 4));
    }
    for (int tick = 0; tick <= 4; tick++) {
      double x = least + span * tick / 4;
      svg.text("label", x(x), BOTTOM + 18, tick == 4 ? "end" : "middle", across.apply(x));
    }
    svg.text("label", (LEFT + RIGHT) / 2, BOTTOM + 38, "middle", below);
    double legend = band.isEmpty() ? LEFT : band(svg);
    for (Line line : lines) {
      draw(svg, line, across, up);
      svg.line(line.style() + " line", legend, 12, legend + 18, 12);
      svg.text("label", legend + 24, 16, "start", line.name());
      legend += 42 + 7 * line.name().length();
    }
    return svg.toString();
  }

  private void draw(Svg svg, Line line, DoubleFunction<String> across, DoubleFunction<String> up) {
    StringBuilder path = new StringBuilder();
    for (double[] point : line.points()) {
      if (Double.isFinite(point[1])) {
        path.append(at(x(point[0]))).append(',').append(at(y(point[1]))).append(' ');
      } else if (path.length() > 0) {
        svg.path(line.style() + " line", path.toString());
        path.setLength(0);
      }
    }
    svg.path(line.style() + " line", path.toString());
    if (line.points().size() <= 46) {
      for (double[] point : line.points()) {
        if (Double.isFinite(point[1])) {
          svg.dot(
              line.style(),
              x(point[0]),
              y(point[1]),
              2.8,
              line.name() + ", " + across.apply(point[0]) + ": " + up.apply(point[1]));
        }
      }
    }
  }

  /** Forth along the upper ends and back along the lower ones; where its legend ends. */
  private double band(Svg svg) {
    StringBuilder outline = new StringBuilder();
    for (double[] point : band) {
      outline.append(at(x(point[0]))).append(',').append(at(inside(point[2]))).append(' ');
    }
    for (int i = band.size() - 1; i >= 0; i--) {
      double[] point = band.get(i);
      outline.append(at(x(point[0]))).append(',').append(at(inside(point[1]))).append(' ');
    }
    svg.area("band", outline.toString());
    svg.bar("band", LEFT, 7, 18, 10, BAND);
    svg.text("label", LEFT + 24, 16, "start", BAND);
    return LEFT + 42 + 7 * BAND.length();
  }

  private double inside(double value) {
    return Math.max(TOP, Math.min(BOTTOM, y(value)));
  }

  private double x(double value) {
    return LEFT + (value - least) / span * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - (value - bottom) / most * (BOTTOM - TOP);
  }

  private double extreme(int axis, boolean smallest) {
    var values =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(point -> point[axis])
            .filter(Double::isFinite);
    return (smallest ? values.min() : values.max()).orElse(0);
  }

  /** The least of 1, 2, 2.5, 5 times a power of ten of which four reach the value. */
  private static double tick(double value) {
    if (value <= 0) {
      return .25;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value / 4)));
    for (double step : new double[] {1, 2, 2.5, 5}) {
      if (step * power * 4 >= value) {
        return step * power;
      }
    }
    return 10 * power;
  }
}
