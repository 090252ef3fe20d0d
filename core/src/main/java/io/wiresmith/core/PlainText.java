package io.wiresmith.core;

import java.util.regex.Pattern;

/**
 * Foreign words made safe for a terminal and a log: without the sequences that move a cursor, set a
 * title or write over what stands there, and without marks that turn the direction of reading.
 */
public final class PlainText {
  /** ECMA-48: control sequences, texts to the terminal, and the other escapes of one letter. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(\u001B\\[|\u009B)[0-?]*[ -/]*[@-~]?"
              + "|(\u001B[\\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(\u0007|\u001B\\\\|\u009C)|\u001B["
              + " -/]*[0-~]?");

  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069&&[^\n\t]]");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private PlainText() {}

  /** A text of several lines; line feeds and tabs stay, all other controls become spaces. */
  public static String lines(String text) {
    return CONTROL.matcher(SEQUENCE.matcher(text).replaceAll("")).replaceAll(" ");
  }

  /** One line, so that no words can look like a line of their own. */
  public static String line(String text) {
    return SPACE.matcher(lines(text)).replaceAll(" ").strip();
  }
}
