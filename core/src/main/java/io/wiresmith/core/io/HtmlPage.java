package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A page as all of ours look: one file, light or dark as the reader's screen is, without script or
 * outside references. The same input gives the same bytes.
 */
public final class HtmlPage {
  private static final String STYLE = "page.css";

  private HtmlPage() {}

  /**
   * A whole page.
   *
   * @param title plain text
   * @param style further rules of style, or empty text
   * @param main what it shows, escaped where it comes from data
   */
  public static String of(String title, String style, String main) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s%s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(HtmlText.escaped(title), style(HtmlPage.class, STYLE), style, main);
  }

  /** A style sheet beside a class, as text. */
  public static String style(Class<?> beside, String name) {
    try (InputStream style = beside.getResourceAsStream(name)) {
      if (style == null) {
        throw new IOException("no such resource");
      }
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "The jar lacks " + name + ". Build it again.", e);
    }
  }
}
