package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is true against what was said; shares and colours by row.
 *
 * @param rows what is true, such as {@code cheapest codec}
 * @param columns what was said
 */
record ConfusionChart(String rows, String columns) {
  private static final double LEFT = 110;
  private static final double TOP = 44;
  private static final double WIDEST = 115;
  private static final double LOWEST = 40;

  /** Narrower cells have no room for decimals. */
  private static final double NARROW = 80;

  String draw(JsonNode confusion) {
    JsonNode classes = confusion.path("classes");
    int count = classes.size();
    double wide = Math.min(WIDEST, (Svg.WIDTH - LEFT) / count);
    double tall = Math.max(LOWEST, wide * .6);
    Svg svg = new Svg("Confusion matrix: " + rows + " by " + columns, TOP + count * tall + 6);
    svg.text("label", LEFT + count * wide / 2, 14, "middle", columns);
    svg.text("label", 4, TOP - 10, "start", rows);
    for (int label = 0; label < count; label++) {
      double y = TOP + label * tall;
      svg.text("name", LEFT - 10, y + tall / 2 + 4, "end", classes.path(label).asText());
      svg.text(
          "name", LEFT + (label + .5) * wide, TOP - 10, "middle", classes.path(label).asText());
      row(svg, confusion.path("label_by_choice").path(label), y, wide, tall);
    }
    return svg.toString();
  }

  private static void row(Svg svg, JsonNode counts, double y, double wide, double tall) {
    long total = 0;
    for (JsonNode cell : counts) {
      total += cell.asLong();
    }
    for (int choice = 0; choice < counts.size(); choice++) {
      long rows = counts.path(choice).asLong();
      double share = total == 0 ? 0 : (double) rows / total;
      double x = LEFT + choice * wide;
      svg.shade(x + 1, y + 1, wide - 2, tall - 2, .06 + .8 * share);
      String style = share > .5 ? "on" : "strong";
      String told = wide < NARROW ? Numbers.whole(share) : Numbers.percent(share);
      svg.text(style, x + wide / 2, y + tall / 2 - 1, "middle", told);
      svg.text(
          share > .5 ? "on small" : "label",
          x + wide / 2,
          y + tall / 2 + 14,
          "middle",
          Numbers.count(rows));
    }
  }
}
