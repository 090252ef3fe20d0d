package io.wiresmith.core.io;

/** Text inside a page or an attribute in double quotes. */
public final class HtmlText {
  private HtmlText() {}

  /** The text with all that means something to a browser written as what it looks like. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
