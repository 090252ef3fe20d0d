package io.wiresmith.core.telemetry;

import java.io.IOException;

/** Finds the end of a line whose quoted texts hold line feeds. */
final class LogicalLine {
  private LogicalLine() {}

  /**
   * Distance to the line feed that ends the current line outside of any quotes, or to the end of
   * the stream; -1 if a quote stays open or something is too long.
   */
  static int end(LineBuffer buffer) throws IOException {
    boolean inFields = false;
    boolean begun = false;
    int before = 0;
    int i = 0;
    while (true) {
      int c = buffer.at(i);
      if (c < 0) {
        return i > LineBuffer.LONGEST_LINE ? -1 : i;
      }
      if (c == '\n') {
        return i;
      }
      if (c == '\\' && escapes(buffer.at(i + 1))) {
        before = 0;
        i += 2;
        begun = true;
        continue;
      }
      begun = begun || (c != ' ' && c != '\t');
      inFields = inFields || (c == ' ' && begun);
      if (c == '"' && before == '=' && inFields) {
        i = closingQuote(buffer, i + 1);
        if (i < 0) {
          return -1;
        }
      }
      before = c;
      i++;
    }
  }

  private static boolean escapes(int next) {
    return next >= 0 && Escapes.inName((byte) next, true);
  }

  private static int closingQuote(LineBuffer buffer, int from) throws IOException {
    for (int i = from; i - from <= LineBuffer.LONGEST_TEXT; i++) {
      int c = buffer.at(i);
      if (c < 0) {
        return -1;
      }
      if (c == '"') {
        return i;
      }
      if (c == '\\') {
        int next = buffer.at(i + 1);
        i += next == '"' || next == '\\' ? 1 : 0;
      }
    }
    return -1;
  }
}
