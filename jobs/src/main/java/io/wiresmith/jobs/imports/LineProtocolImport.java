package io.wiresmith.jobs.imports;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.core.telemetry.Refusal;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.core.telemetry.TelemetryFile;
import io.wiresmith.core.telemetry.influx.InfluxLine;
import io.wiresmith.core.telemetry.influx.InfluxWriteCounts;
import io.wiresmith.core.telemetry.influx.InfluxWriteLimits;
import io.wiresmith.core.telemetry.influx.InfluxWriteListener;
import io.wiresmith.core.telemetry.influx.InfluxWriter;
import io.wiresmith.jobs.quarantine.QuarantineWriter;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of line protocol into a database: sound lines are sent as they are, in the order of the
 * files; the others go to the quarantine with file, line and reason. Memory does not grow with the
 * files. The same import again writes the same points over themselves.
 */
public final class LineProtocolImport {
  /** The counts of an import, beside its refused rows. */
  public static final String REPORT = "import.json";

  private final ImportRequest request;
  private final Path directory;
  private final ImportProgress progress;
  private final Map<String, Long> reasons = new TreeMap<>();
  private long read;
  private long others;
  private @Nullable QuarantineWriter quarantine;

  /** An import that keeps refused lines in that workspace. */
  public LineProtocolImport(ImportRequest request, Workspace workspace, ImportProgress progress) {
    this.request = request;
    this.directory = workspace.quarantine(request.quarantineName());
    this.progress = progress;
  }

  /**
   * Imports all files.
   *
   * @throws WiresmithException {@code UNREADABLE_DATA} for a damaged file, or what {@link
   *     InfluxWriter} throws; the points before it are written
   */
  public ImportReport run() {
    long start = System.nanoTime();
    try (QuarantineWriter refused = new QuarantineWriter(directory)) {
      quarantine = refused;
      InfluxWriteCounts counts = write();
      refused.commit();
      long written = counts.accepted();
      long all = reasons.values().stream().mapToLong(Long::longValue).sum();
      ImportReport report =
          new ImportReport(
              request.files().size(),
              read,
              written,
              all,
              others,
              reasons,
              directory,
              request.connection().location().toString(),
              Duration.ofNanos(System.nanoTime() - start));
      AtomicFiles.write(directory.resolve(REPORT), Json.bytes(report.toJson()));
      return report;
    } finally {
      progress.end();
    }
  }

  private InfluxWriteCounts write() {
    InfluxWriter writer =
        new InfluxWriter(
            request.connection(), InfluxWriteLimits.usual(), request.missing(), new Listener());
    try (writer) {
      for (Path file : request.files()) {
        file(file, writer);
      }
      writer.flush();
      return writer.counts();
    } catch (WiresmithException e) {
      long points = writer.counts().accepted();
      if (points == 0) {
        throw e;
      }
      throw new WiresmithException(
          e.code(),
          "%s\n%,d points were written before. The same command again is safe: points overwrite themselves."
              .formatted(e.getMessage(), points),
          e);
    }
  }

  private void file(Path file, InfluxWriter writer) {
    try (LineProtocolReader reader =
        new LineProtocolReader(TelemetryFile.open(file), request.precision())) {
      while (reader.next()) {
        row(file, reader, writer);
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
  }

  private void row(Path file, LineProtocolReader reader, InfluxWriter writer) {
    String name = reader.measurement();
    if (!request.measurement().orElse(name).equals(name) && !name.isEmpty()) {
      others++;
      return;
    }
    read++;
    Optional<Refusal> refusal = reader.refusal().or(() -> problem(reader));
    if (refusal.isPresent()) {
      Refusal why = refusal.get();
      keep(
          new RefusedRow(file.toString(), why.line(), why.reason().id(), why.message(), why.raw()));
      return;
    }
    byte[] bytes = reader.rawBytes();
    if (request.precision() != Precision.NS) {
      bytes = Timestamps.inNanos(bytes, reader.timeNanos());
    }
    writer.write(new InfluxLine(file.toString(), reader.line(), bytes));
  }

  /** What servers would not say: they invent a time, and drop a field of that name. */
  private static Optional<Refusal> problem(LineProtocolReader reader) {
    if (!reader.hasTime()) {
      return refused(reader, RefusalReason.MISSING_FIELD, "no timestamp at the end of the line");
    }
    for (int i = 0; i < reader.fields(); i++) {
      if (reader.field(i).equals("time")) {
        return refused(
            reader,
            RefusalReason.SERVER,
            "InfluxDB drops a field named time; give it another name");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(
      LineProtocolReader reader, RefusalReason reason, String message) {
    return Optional.of(new Refusal(reader.line(), reader.raw(), reason, message));
  }

  private void keep(RefusedRow row) {
    reasons.merge(row.reason(), 1L, Long::sum);
    if (quarantine != null) {
      quarantine.put(row);
    }
  }

  private final class Listener implements InfluxWriteListener {
    @Override
    public void refused(InfluxLine line, String words) {
      String reason = RefusalReason.SERVER.id();
      keep(new RefusedRow(line.origin(), line.line(), reason, words, line.text()));
    }

    @Override
    public void said(String message) {
      progress.line(message);
    }

    @Override
    public void settled(InfluxWriteCounts counts) {
      progress.written(counts.accepted());
    }
  }
}
