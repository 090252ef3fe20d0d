package io.wiresmith.jobs.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.telemetry.FieldValue.FloatValue;
import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.Point;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.jobs.quarantine.QuarantineWriter;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

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
    try (QuarantineWriter refused = new QuarantineWriter(quarantine)) {
      Tally tally = new Tally(refused);
      List<Path> files =
          new ConvertedFiles(directory).of(sources, (source, out) -> convert(source, out, tally));
      refused.commit();
      return new Counts(files, tally.traces, tally.points, tally.missing, tally.refused);
    }
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

  private long convert(Path source, Writer out, Tally tally) throws IOException {
    long before = tally.points;
    try (BufferedReader in = open(source)) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          trace(line, source, number, out, tally);
        }
      }
    }
    return tally.points - before;
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
}
