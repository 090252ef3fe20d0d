package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;

/** Confidence against accuracy, bin by bin; on the diagonal confidences are true. */
final class ReliabilityChart {
  private static final double LEFT = 56;
  private static final double RIGHT = 468;
  private static final double TOP = 10;
  private static final double BOTTOM = 250;

  private final double least;

  private ReliabilityChart(double least) {
    this.least = least;
  }

  /** Bins over axes that begin at a confidence; what is less accurate stands at their start. */
  static String of(JsonNode bins, double least) {
    return new ReliabilityChart(least).draw(bins);
  }

  private String draw(JsonNode bins) {
    Svg svg = new Svg("Reliability: accuracy by confidence", BOTTOM + 40);
    for (int tick = (int) Math.round(10 * least); tick <= 10; tick += 2) {
      double share = tick / 10.0;
      svg.line("grid", LEFT, y(share), RIGHT, y(share));
      svg.text("label", LEFT - 8, y(share) + 4, "end", tick * 10 + " %");
      svg.text("label", x(share), BOTTOM + 18, tick == 10 ? "end" : "middle", tick * 10 + " %");
    }
    svg.line("reference", x(least), y(least), x(1), y(1));
    svg.text(
        "label", (LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "confidence (size: share of rows)");
    double most = 1;
    for (JsonNode bin : bins) {
      most = Math.max(most, bin.path("rows").asDouble());
    }
    for (JsonNode bin : bins) {
      double confidence = bin.path("confidence").asDouble();
      double accuracy = bin.path("accuracy").asDouble();
      double radius = 2.5 + 9 * Math.sqrt(bin.path("rows").asDouble() / most);
      svg.dot(
          "model see",
          x(confidence),
          y(Math.max(least, accuracy)),
          radius,
          "confidence %s, accuracy %s, %s rows"
              .formatted(
                  Numbers.percent(confidence),
                  Numbers.percent(accuracy),
                  Numbers.count(bin.path("rows").asLong())));
    }
    return svg.toString();
  }

  private double x(double share) {
    return LEFT + (share - least) / (1 - least) * (RIGHT - LEFT - 12);
  }

  private double y(double share) {
    return BOTTOM - (share - least) / (1 - least) * (BOTTOM - TOP - 12);
  }
}
