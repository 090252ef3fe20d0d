package io.wiresmith.jobs.quarantine;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.etl.dataset.Part;
import io.wiresmith.etl.dataset.PartWriter;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.quality.Quarantine;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refused rows in the form that extractions keep theirs in; nothing is seen before {@link
 * #commit}, which replaces what the same work left before. Not thread-safe.
 */
public final class QuarantineWriter implements AutoCloseable {
  private final Path rows;
  private final Staging staging;
  private @Nullable PartWriter writer;

  /** A quarantine in that directory, which is made. */
  public QuarantineWriter(Path directory) {
    rows = directory.resolve(QuarantineReader.ROWS);
    staging = Staging.open(rows);
  }

  /** Adds a row. */
  public void put(RefusedRow row) {
    if (writer == null) {
      writer = PartWriter.unordered(staging.directory(), Quarantine.SCHEMA);
    }
    writer.write(new Object[] {row.file(), row.line(), row.reason(), row.message(), row.raw()});
  }

  /** Makes the rows visible. */
  public void commit() {
    for (Path entry : AtomicFiles.list(rows)) {
      if (String.valueOf(entry.getFileName()).startsWith("part-")) {
        AtomicFiles.deleteTree(entry);
      }
    }
    if (writer != null) {
      Part part = writer.finish();
      writer = null;
      staging.moveTo(rows, List.of(part));
    }
  }

  /** Throws away what was not committed. */
  @Override
  public void close() {
    staging.close();
  }
}
