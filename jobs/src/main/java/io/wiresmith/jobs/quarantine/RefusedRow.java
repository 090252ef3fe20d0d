package io.wiresmith.jobs.quarantine;

import java.util.Comparator;

/**
 * A row that was refused.
 *
 * @param file its file
 * @param line its line, from 1
 * @param reason why, in one word or two
 * @param message what was found and what was required
 * @param raw its text
 */
public record RefusedRow(String file, long line, String reason, String message, String raw) {
  /** The order of the files. */
  static final Comparator<RefusedRow> ORDER =
      Comparator.comparing(RefusedRow::file).thenComparingLong(RefusedRow::line);
}
