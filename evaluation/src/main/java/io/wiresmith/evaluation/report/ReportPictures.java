package io.wiresmith.evaluation.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pictures of a report as SVG files of their own, for places that show files one by one. */
public final class ReportPictures {
  private static final Pattern PICTURE =
      Pattern.compile(
          "<svg viewBox=\"0 0 (\\d+) ([\\d.]+)\" role=\"img\" aria-label=\"([^\"]+)\">(.*?)</svg>",
          Pattern.DOTALL);
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  /** A file is shown on white, whatever the reader prefers. */
  private static final Pattern DARK =
      Pattern.compile("@media \\(prefers-color-scheme: dark\\) \\{[^{}]*\\{[^{}]*}\\s*}");

  private ReportPictures() {}

  /**
   * Those of a page.
   *
   * @param html what {@link ReportPage#html} has written
   * @return name, such as {@code regret-by-day}, to SVG, in the order of the page
   */
  public static Map<String, String> of(String html) {
    Matcher style = STYLE.matcher(html);
    String css = style.find() ? DARK.matcher(style.group(1)).replaceAll("") : "";
    Map<String, String> pictures = new LinkedHashMap<>();
    Matcher picture = PICTURE.matcher(html);
    while (picture.find()) {
      String svg =
          """
          <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s">
          <style><![CDATA[%3$s]]></style>
          <rect width="100%%" height="100%%" fill="#fff"/>
          %4$s
          </svg>
          """
              .formatted(picture.group(1), picture.group(2), css, picture.group(4));
      pictures.put(name(picture.group(3), pictures), svg);
    }
    return pictures;
  }

  private static String name(String title, Map<String, String> taken) {
    String plain =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = plain;
    for (int number = 2; taken.containsKey(name); number++) {
      name = plain + "-" + number;
    }
    return name;
  }
}
