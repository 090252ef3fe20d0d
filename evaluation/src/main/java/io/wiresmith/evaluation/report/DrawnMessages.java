package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.io.HtmlText;
import java.util.List;

/** Messages as coloured hex: in each pair of lines the true fields above, the found ones below. */
final class DrawnMessages {
  private DrawnMessages() {}

  static String of(EvaluationReport report) {
    JsonNode messages = ForecastSection.detail(report, "messages");
    if (messages.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder(legend());
    String protocol = "";
    for (JsonNode message : messages) {
      String own = message.path("protocol").asText();
      if (!own.equals(protocol)) {
        html.append(protocol.isEmpty() ? "" : "</div>\n");
        html.append("<h3>").append(HtmlText.escaped(own.isEmpty() ? "no protocol" : own));
        html.append("</h3>\n<div class=\"pictures\">\n");
        protocol = own;
      }
      html.append(Html.figure(caption(message), new MessageDrawing(message).draw()));
    }
    return html.append("</div>\n").toString();
  }

  private static String legend() {
    StringBuilder legend =
        new StringBuilder(
            "<p class=\"legend\">In each pair of lines the true fields stand above, the found ones"
                + " below; a found field of which an end or the type is wrong is underlined."
                + " Colours are types:");
    List<String> types = FieldType.ids();
    for (int type = 0; type < types.size(); type++) {
      legend.append(" <span class=\"t%d\">%s</span>".formatted(type, types.get(type)));
    }
    return legend.append(".</p>\n").toString();
  }

  private static String caption(JsonNode message) {
    int length = message.path("length").asInt();
    int shown = message.path("hex").asText().length() / 2;
    return "%s: boundary F1 %s, both ends right of %s of the fields; frame %s of %s, %s."
        .formatted(
            message.path("kind").asText().equals("worst") ? "One of the worst" : "One of the best",
            Numbers.percent(message.path("boundaryF1").asDouble(Double.NaN)),
            Numbers.percent(message.path("perfection").asDouble(Double.NaN)),
            message.path("frame").asText(),
            message.path("capture").asText(),
            shown < length
                ? "the first " + shown + " of " + Numbers.count(length) + " bytes"
                : length + " bytes");
  }
}
