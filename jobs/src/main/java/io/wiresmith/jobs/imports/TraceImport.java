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

  /**
   * What became of the traces.
   *
   * @param files the files that were written
   * @param traces links that were written
   * @param points points that were written
   * @param missing values that were not measured
   * @param refusedTraces traces in quarantine
   * @param refusedValues values of the others in quarantine
   * @param reasons what is in quarantine by reason
   */
  public record Counts(
      List<Path> files,
      long traces,
      long points,
      long missing,
      long refusedTraces,
      long refusedValues,
      Map<String, Long> reasons) {
    /** Copies. */
    public Counts {
      files = List.copyOf(files);
      reasons = Map.copyOf(reasons);
    }

    /** Traces and values in quarantine. */
    public long refused() {
      return refusedTraces + refusedValues;
    }

    /** The share of traces, or of values, that is refused: the greater one; 0 of nothing. */
    public double refusedRatio() {
      return Math.max(
          (double) refusedTraces / Math.max(1, traces + refusedTraces),
          (double) refusedValues / Math.max(1, points + missing + refusedValues));
    }
  }

  /**
   * Converts.
   *
   * @param sources files of traces, {@code .jsonl} or {@code .jsonl.gz}
   * @throws WiresmithException {@code UNREADABLE_DATA} for a damaged file
   */
  public Counts run(List<Path> sources, Path directory) {
    try (QuarantineWriter refused = new QuarantineWriter(quarantine)) {
      Tally tally = new Tally(new Refused(refused));
      List<Path> files =
          new ConvertedFiles(directory).of(sources, (source, out) -> convert(source, out, tally));
      refused.commit();
      return tally.of(files);
    }
  }

  private static final class Tally {
    private final Refused refused;
    private long traces;
    private long points;
    private long missing;
    private long refusedTraces;
    private long refusedValues;
    private final Set<String> links = new HashSet<>();

    Tally(Refused refused) {
      this.refused = refused;
    }

    Counts of(List<Path> files) {
      return new Counts(
          files, traces, points, missing, refusedTraces, refusedValues, refused.reasons());
    }

    void refuseTrace(Path file, long line, RefusalReason reason, String message, String raw) {
      refusedTraces++;
      refused.put(file, line, reason, message, raw);
    }

    void refuseValue(Path file, long line, RefusalReason reason, String message, String raw) {
      refusedValues++;
      refused.put(file, line, reason, message, raw);
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
      tally.refuseTrace(source, number, RefusalReason.GRAMMAR, why, line);
      return;
    }
    if (!tally.links.add(name(trace.dataset()) + "/" + name(trace.trace()))) {
      String why = "trace %s of %s is there already".formatted(trace.trace(), trace.dataset());
      tally.refuseTrace(source, number, RefusalReason.DUPLICATE, why, line);
      return;
    }
    tally.traces++;
    Map<String, String> tags = tags(trace);
    for (int i = 0; i < trace.values().size(); i++) {
      JsonNode value = trace.values().get(i);
      if (value.isNull()) {
        tally.missing++;
        continue;
      }
      double mbps = number(value) * trace.unit().mbps();
      if (mbps >= 0 && mbps <= LinkTelemetry.MOST_MBPS) {
        out.write(line(tags, mbps, time(trace, i)));
        tally.points++;
      } else {
        tally.refuseValue(
            source,
            number,
            reason(value, mbps),
            "value %d of trace %s is %s; required is a number from 0 to %s Mbit/s"
                .formatted(
                    i + 1,
                    trace.trace(),
                    value.isNumber() ? mbps + " Mbit/s" : value.toString(),
                    LinkTelemetry.MOST_MBPS),
            value.toString());
      }
    }
  }

  private static RefusalReason reason(JsonNode value, double mbps) {
    if (!value.isNumber()) {
      return RefusalReason.TYPE;
    }
    return Double.isFinite(mbps) ? RefusalReason.RANGE : RefusalReason.NOT_FINITE;
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
