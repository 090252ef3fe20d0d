package io.wiresmith.jobs.imports;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.etl.fields.CapturePoints;
import io.wiresmith.jobs.quarantine.QuarantineWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Captures of labelled messages into files of line protocol, measurement {@code labelled_message}:
 * a file for each file, a point for each sound message. What is no message goes to the quarantine:
 * {@code read = messages + refused}. Doubles are left to the extraction.
 *
 * @param quarantine directory for what is refused
 */
public record CaptureImport(Path quarantine) {
  /**
   * What became of the lines.
   *
   * @param files the files that were written
   * @param read lines that were not blank
   * @param messages points that were written
   * @param reasons refused lines by reason
   */
  public record Counts(List<Path> files, long read, long messages, Map<String, Long> reasons) {
    /** Copies. */
    public Counts {
      files = List.copyOf(files);
      reasons = Map.copyOf(reasons);
    }

    /** Lines in quarantine. */
    public long refused() {
      return read - messages;
    }
  }

  /**
   * Converts.
   *
   * @param sources files of captures, {@code .jsonl} or {@code .jsonl.gz}
   * @throws WiresmithException {@code UNREADABLE_DATA} for a damaged file
   */
  public Counts run(List<Path> sources, Path directory) {
    try (QuarantineWriter refused = new QuarantineWriter(quarantine)) {
      Tally tally = new Tally(new Refused(refused));
      List<Path> files = new ConvertedFiles(directory).of(sources, tally::write);
      refused.commit();
      return new Counts(files, tally.read, tally.messages, tally.refused.reasons());
    }
  }

  private static final class Tally {
    private final Refused refused;
    private long read;
    private long messages;

    Tally(Refused refused) {
      this.refused = refused;
    }

    long write(Path source, Writer out) throws IOException {
      long before = messages;
      CapturePoints lines = new CapturePoints(source);
      while (lines.hasNext()) {
        read++;
        CapturePoints.Line line = lines.next();
        if (line instanceof CapturePoints.Sound sound) {
          out.write(LineProtocolEncoder.encode(sound.point()) + "\n");
          messages++;
        } else if (line instanceof CapturePoints.Unsound unsound) {
          refused.put(source, unsound.number(), unsound.reason(), unsound.message(), unsound.raw());
        }
      }
      return messages - before;
    }
  }
}
