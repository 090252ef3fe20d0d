package io.wiresmith.jobs.datasets;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The refused rows of one extraction or import.
 *
 * @param directory where they lie
 * @param dataset digest of the raw dataset whose extraction refused them; empty text for an import,
 *     or where the extraction stopped
 * @param at when it was last written
 */
public record StoredQuarantine(Path directory, String dataset, Instant at) {
  /** The key of the extraction, or {@code import-} and a digest. */
  public String name() {
    return String.valueOf(directory.getFileName());
  }
}
