package io.wiresmith.evaluation.report;

import io.wiresmith.core.io.HtmlText;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of a page; everything that comes from data is escaped. */
final class Html {
  private Html() {}

  /** A picture with its caption; the caption is its accessible name. */
  static String figure(String caption, String svg) {
    return "<figure>"
        + svg
        + "<figcaption>"
        + HtmlText.escaped(caption)
        + "</figcaption></figure>\n";
  }

  static String section(String title, String body) {
    return body.isEmpty()
        ? ""
        : "<section>\n<h2>" + HtmlText.escaped(title) + "</h2>\n" + body + "</section>\n";
  }

  /** A table that scrolls by itself where the screen is narrow; the first cell names the row. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    head.forEach(
        cell -> table.append("<th scope=\"col\">").append(HtmlText.escaped(cell)).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr><th scope=\"row\">").append(HtmlText.escaped(row.get(0))).append("</th>");
      table.append(
          row.stream()
              .skip(1)
              .map(cell -> "<td>" + HtmlText.escaped(cell) + "</td>")
              .collect(Collectors.joining()));
      table.append("</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }
}
