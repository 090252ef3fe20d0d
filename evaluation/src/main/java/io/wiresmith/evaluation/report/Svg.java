package io.wiresmith.evaluation.report;

import static io.wiresmith.evaluation.report.Numbers.at;

import io.wiresmith.core.io.HtmlText;
import java.util.Locale;

/** A picture under construction; colours come from the page's style by class. */
final class Svg {
  static final int WIDTH = 480;

  private final StringBuilder shapes = new StringBuilder();
  private final String title;
  private final double height;

  /** The title is what a screen reader says. */
  Svg(String title, double height) {
    this.title = title;
    this.height = height;
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    shapes.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(style, at(x1), at(y1), at(x2), at(y2)));
    return this;
  }

  /** A rectangle with a tooltip. */
  Svg bar(String style, double x, double y, double width, double tall, String tip) {
    shapes.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
            .formatted(
                style,
                at(x),
                at(y),
                at(Math.max(0, width)),
                at(Math.max(0, tall)),
                HtmlText.escaped(tip)));
    return this;
  }

  /** A rectangle of an opacity from 0 to 1. */
  Svg shade(double x, double y, double width, double tall, double opacity) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"model\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill-opacity=\"%.3f\"/>",
            at(x),
            at(y),
            at(width),
            at(tall),
            opacity));
    return this;
  }

  Svg dot(String style, double x, double y, double radius, String tip) {
    shapes.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>"
            .formatted(style, at(x), at(y), at(radius), HtmlText.escaped(tip)));
    return this;
  }

  Svg path(String style, String points) {
    shapes.append("<polyline class=\"%s\" points=\"%s\"/>".formatted(style, points.trim()));
    return this;
  }

  /** A filled outline. */
  Svg area(String style, String points) {
    shapes.append("<polygon class=\"%s\" points=\"%s\"/>".formatted(style, points.trim()));
    return this;
  }

  /** Text in letters of one width that fills a length from x on. */
  Svg fixed(String style, double x, double y, double length, String text) {
    shapes.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" textLength=\"%s\">%s</text>"
            .formatted(style, at(x), at(y), at(length), HtmlText.escaped(text)));
    return this;
  }

  /** A text; the anchor is start, middle or end. */
  Svg text(String style, double x, double y, String anchor, String text) {
    shapes.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(style, at(x), at(y), anchor, HtmlText.escaped(text)));
    return this;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %s\" role=\"img\" aria-label=\"%s\"><title>%s</title>%s</svg>",
        WIDTH,
        at(height),
        HtmlText.escaped(title),
        HtmlText.escaped(title),
        shapes);
  }
}
