package io.wiresmith.evaluation.report;

import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Regret of each slice beside that of production, on a logarithmic axis: they differ by a factor of
 * ten and more. Figures below the axis stand at its start.
 */
final class DotChart {
  private static final double LEFT = 138;
  private static final double RIGHT = 370;
  private static final double TOP = 44;
  private static final double ROW = 22;
  private static final double LEAST = .001;
  private static final double MOST = 3;
  private static final double[] TICKS = {.001, .01, .1, 1};
  private static final String[] TICK_NAMES = {"0.1 %", "1 %", "10 %", "100 %"};

  private DotChart() {}

  static String of(List<Slice> slices, double bestSingle) {
    List<List<Slice>> groups = groups(slices);
    int lines = slices.size() + groups.size();
    double bottom = TOP + lines * ROW;
    Svg svg = new Svg("Regret by slice, model and production", bottom + 26);
    legend(svg);
    for (int tick = 0; tick < TICKS.length; tick++) {
      svg.line("grid", x(TICKS[tick]), TOP, x(TICKS[tick]), bottom);
      svg.text("label", x(TICKS[tick]), bottom + 17, "middle", TICK_NAMES[tick]);
    }
    if (Double.isFinite(bestSingle)) {
      svg.line("reference", x(bestSingle), TOP, x(bestSingle), bottom);
    }
    double y = TOP;
    for (List<Slice> group : groups) {
      y += ROW;
      svg.text("strong", 0, y - 5, "start", group.get(0).dimension().replace('_', ' '));
      for (Slice slice : group) {
        y += ROW;
        row(svg, slice, y - 9);
      }
    }
    return svg.toString();
  }

  private static void legend(Svg svg) {
    svg.dot("model", 8, 14, 5, "model").text("label", 18, 18, "start", "model");
    svg.dot("other", 78, 14, 4, "production").text("label", 88, 18, "start", "production");
    svg.line("reference", 170, 14, 192, 14);
    svg.text("label", 198, 18, "start", "best single codec, all rows");
    svg.text("label", 430, TOP - 6, "end", "regret");
    svg.text("label", 480, TOP - 6, "end", "rows");
  }

  private static void row(Svg svg, Slice slice, double y) {
    Map<String, Double> metrics = slice.metrics();
    double regret = metrics.getOrDefault("regret", Double.NaN);
    double production = metrics.getOrDefault("regret_production", Double.NaN);
    svg.text("name", LEFT - 10, y + 4, "end", slice.value());
    svg.line("grid", LEFT, y, RIGHT, y);
    if (Double.isFinite(production)) {
      svg.dot("other", x(production), y, 4, "production: " + Numbers.percent(production));
    }
    if (Double.isFinite(regret)) {
      svg.dot("model", x(regret), y, 5, slice.name() + ": " + Numbers.percent(regret));
    }
    svg.text("name", 430, y + 4, "end", Numbers.percent(regret));
    svg.text("label", 480, y + 4, "end", Numbers.count(slice.rows()));
  }

  private static List<List<Slice>> groups(List<Slice> slices) {
    Map<String, List<Slice>> groups = new java.util.LinkedHashMap<>();
    slices.forEach(
        slice -> groups.computeIfAbsent(slice.dimension(), d -> new ArrayList<>()).add(slice));
    return List.copyOf(groups.values());
  }

  private static double x(double regret) {
    double inside = Math.min(MOST, Math.max(LEAST, regret));
    return LEFT + Math.log(inside / LEAST) / Math.log(MOST / LEAST) * (RIGHT - LEFT);
  }
}
