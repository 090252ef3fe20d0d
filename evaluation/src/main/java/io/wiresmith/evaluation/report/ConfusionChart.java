package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;

/** What was cheapest against what was chosen; shares and colours by row. */
final class ConfusionChart {
  private static final double LEFT = 110;
  private static final double TOP = 44;
  private static final double CELL = 115;
  private static final double TALL = CELL * .6;

  private ConfusionChart() {}

  static String of(JsonNode confusion) {
    JsonNode classes = confusion.path("classes");
    int count = classes.size();
    Svg svg = new Svg("Confusion matrix: cheapest codec by chosen codec", TOP + count * TALL + 6);
    svg.text("label", LEFT + count * CELL / 2, 14, "middle", "chosen");
    svg.text("label", 4, TOP - 10, "start", "cheapest");
    for (int label = 0; label < count; label++) {
      double y = TOP + label * TALL;
      svg.text("name", LEFT - 10, y + TALL / 2 + 4, "end", classes.path(label).asText());
      svg.text(
          "name", LEFT + (label + .5) * CELL, TOP - 10, "middle", classes.path(label).asText());
      row(svg, confusion.path("label_by_choice").path(label), y);
    }
    return svg.toString();
  }

  private static void row(Svg svg, JsonNode counts, double y) {
    long total = 0;
    for (JsonNode cell : counts) {
      total += cell.asLong();
    }
    for (int choice = 0; choice < counts.size(); choice++) {
      long rows = counts.path(choice).asLong();
      double share = total == 0 ? 0 : (double) rows / total;
      double x = LEFT + choice * CELL;
      svg.shade(x + 1, y + 1, CELL - 2, .06 + .8 * share);
      String style = share > .5 ? "on" : "strong";
      svg.text(style, x + CELL / 2, y + TALL / 2, "middle", Numbers.percent(share));
      svg.text(
          share > .5 ? "on small" : "label",
          x + CELL / 2,
          y + TALL / 2 + 17,
          "middle",
          Numbers.count(rows));
    }
  }
}
