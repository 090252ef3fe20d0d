package io.wiresmith.jobs.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.FieldValue.FloatValue;
import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.Point;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.jobs.quarantine.QuarantineWriter;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Recorded traces into files of line protocol, measurement {@code link_throughput}: a file for each
 * file, a link for each trace, the first value at the start. A value that was not measured ({@code
 * null}) becomes a gap; one that is no throughput goes to the quarantine, as does a trace that
 * cannot be read.
 *
 * @param start the time of every trace's first value
 * @param mode the mode of all links; without one, that of a known collection, else none
 * @param quarantine directory for what is refused
 */
public record TraceImport(Instant start, Optional<String> mode, Path quarantine) {
  private static final double NANOS = 1e9;
  private static final int SHOWN = 200;

  /**
   * What became of the traces.
   *
   * @param files the files that were written
   * @param traces links that were written
   * @param points points that were written
   * @param missing values that were not measured
   * @param refused traces and values in quarantine
   */
  public record Counts(List<Path> files, long traces, long points, long missing, long refused) {}

  /**
   * Converts.
   *
   * @param sources files of traces, {@code .jsonl} or {@code .jsonl.gz}
   * @throws WiresmithException {@code UNREADABLE_DATA} for a damaged file
   */
  public Counts run(List<Path> sources, Path directory) {
    checkNames(sources);
    AtomicFiles.directory(directory);
    try (QuarantineWriter refused = new QuarantineWriter(quarantine)) {
      Tally tally = new Tally(refused);
      List<Path> files = new ArrayList<>();
      for (Path source : sources) {
        convert(source, directory, tally).ifPresent(files::add);
      }
      refused.commit();
      return new Counts(files, tally.traces, tally.points, tally.missing, tally.refused);
    }
  }

  /** Each file has a target of its own: none may replace another's. */
  private static void checkNames(List<Path> sources) {
    Map<String, Path> targets = new TreeMap<>();
    for (Path source : sources) {
      Path other = targets.putIfAbsent(target(source), source);
      if (other != null) {
        throw new WiresmithException(
            ErrorCode.USAGE,
            "%s and %s would both become %s. Rename one of them, or import them apart."
                .formatted(other, source, target(source)));
      }
    }
  }

  private static String target(Path source) {
    return String.valueOf(source.getFileName()).replaceFirst("\\.jsonl(\\.gz)?$", "") + ".lp.gz";
  }

  private static final class Tally {
    private final QuarantineWriter quarantine;
    private long traces;
    private long points;
    private long missing;
    private long refused;
    private final Set<String> links = new HashSet<>();

    Tally(QuarantineWriter quarantine) {
      this.quarantine = quarantine;
    }

    void refuse(Path file, long line, RefusalReason reason, String message, String raw) {
      refused++;
      String shown = raw.length() > SHOWN ? raw.substring(0, SHOWN) + "..." : raw;
      quarantine.put(new RefusedRow(file.toString(), line, reason.id(), message, shown));
    }
  }

  /**
   * The file that was written; none where nothing is left to write, since no source may be empty.
   */
  private Optional<Path> convert(Path source, Path directory, Tally tally) {
    Path file = directory.resolve(target(source));
    Path aside = directory.resolve("." + target(source) + ".tmp");
    long before = tally.points;
    try (BufferedReader in = open(source);
        Writer out = writer(aside)) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          trace(line, source, number, out, tally);
        }
      }
    } catch (EOFException | ZipException e) {
      AtomicFiles.deleteTree(aside);
      throw new WiresmithException(
          ErrorCode.UNREADABLE_DATA,
          "%s is no whole gzip file: %s. Fetch it again; nothing of it was written."
              .formatted(source, e.getMessage() == null ? "it ends too early" : e.getMessage()),
          e);
    } catch (IOException e) {
      AtomicFiles.deleteTree(aside);
      throw AtomicFiles.failed("convert", source, e);
    }
    try {
      if (tally.points == before) {
        Files.delete(aside);
        return Optional.empty();
      }
      AtomicFiles.sync(aside);
      return Optional.of(
          Files.move(
              aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    } catch (IOException e) {
      throw AtomicFiles.failed("write", file, e);
    }
  }

  private void trace(String line, Path source, long number, Writer out, Tally tally)
      throws IOException {
    RecordedTrace trace;
    try {
      trace = RecordedTrace.parse(line, source + ":" + number);
    } catch (WiresmithException e) {
      String why = String.valueOf(e.getMessage());
      tally.refuse(source, number, RefusalReason.GRAMMAR, why, line);
      return;
    }
    if (!tally.links.add(name(trace.dataset()) + "/" + name(trace.trace()))) {
      String why = "trace %s of %s is there already".formatted(trace.trace(), trace.dataset());
      tally.refuse(source, number, RefusalReason.DUPLICATE, why, line);
      return;
    }
    tally.traces++;
    Map<String, String> tags = tags(trace);
    for (int i = 0; i < trace.values().size(); i++) {
      if (trace.values().get(i).isNull()) {
        tally.missing++;
        continue;
      }
      double mbps = number(trace.values().get(i)) * trace.unit().mbps();
      if (mbps >= 0 && mbps <= LinkTelemetry.MOST_MBPS) {
        out.write(line(tags, mbps, time(trace, i)));
        tally.points++;
      } else {
        tally.refuse(
            source,
            number,
            Double.isFinite(mbps) ? RefusalReason.RANGE : RefusalReason.NOT_FINITE,
            "value %d of trace %s is %s Mbit/s; required is a number from 0 to %s"
                .formatted(i + 1, trace.trace(), mbps, LinkTelemetry.MOST_MBPS),
            trace.values().get(i).toString());
      }
    }
  }

  /** NaN where it is none: a text or a truth is no throughput. */
  private static double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }

  private Map<String, String> tags(RecordedTrace trace) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(LinkTelemetry.LINK, name(trace.trace()));
    tags.put(LinkTelemetry.SOURCE, name(trace.dataset()));
    mode.or(() -> RecordedSource.mode(trace.dataset()))
        .ifPresent(told -> tags.put(LinkTelemetry.MODE, told));
    return tags;
  }

  /** A tag can hold neither line feeds nor a backslash at its end. */
  private static String name(String text) {
    return text.replace('\n', ' ').replace('\\', '/');
  }

  private long time(RecordedTrace trace, int index) {
    return Nanos.of(start) + Math.round(index * trace.step() * NANOS);
  }

  private static String line(Map<String, String> tags, double mbps, long time) {
    Point point =
        new Point(
            LinkTelemetry.MEASUREMENT,
            new TreeMap<>(tags),
            Map.of(LinkTelemetry.THROUGHPUT_MBPS, new FloatValue(mbps)),
            OptionalLong.of(time));
    return LineProtocolEncoder.encode(point) + "\n";
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
  }

  private static Writer writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8),
        1 << 16);
  }
}
