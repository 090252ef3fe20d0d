package io.wiresmith.etl.quality;

import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.dataset.Part;
import io.wiresmith.etl.source.TelemetryLayout;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the quality law found in one extraction. Immutable to callers, not thread-safe. */
public final class QualityReport {
  private final TelemetryLayout layout;
  private final TimeBounds bounds;
  private final String source;
  private final Tally tally;
  private final RowCounts counts;

  private QualityReport(TelemetryLayout layout, TimeBounds bounds, String source, Tally tally) {
    this.layout = layout;
    this.bounds = bounds;
    this.source = source;
    this.tally = tally;
    this.counts =
        new RowCounts(
            tally.read,
            tally.outside,
            tally.read - tally.outside,
            tally.out,
            tally.quarantined(),
            tally.merged);
  }

  static QualityReport of(TelemetryLayout layout, TimeBounds bounds, String source, Tally tally) {
    return new QualityReport(layout, bounds, source, tally);
  }

  /** The law: in = out + quarantined + merged. */
  public RowCounts counts() {
    return counts;
  }

  /** Quarantined rows by reason. */
  public Map<String, Long> reasons() {
    return Map.copyOf(tally.reasons);
  }

  /** Rows read from each file, by its name, or from each part of a database. */
  public Map<String, Long> origins() {
    Map<String, Long> origins = new TreeMap<>();
    tally.origins.forEach(
        (origin, rows) -> {
          String name =
              origin.contains("://") ? origin : origin.substring(origin.lastIndexOf('/') + 1);
          origins.merge(name, rows, Long::sum);
        });
    return origins;
  }

  /** The parts of the dataset, written aside. */
  public List<Part> parts() {
    return List.copyOf(tally.kept);
  }

  /** Counts worth keeping: other measurements, unknown fields and tags, days without rows. */
  public Map<String, Double> facts() {
    Map<String, Double> facts = new TreeMap<>();
    tally.unknown.forEach((name, rows) -> facts.put(name, (double) rows));
    facts.put("points of other measurements", (double) tally.others);
    facts.put("days without data", (double) emptyDays().size());
    return facts;
  }

  /** The window that was asked for, else from the first kept row to just after the last. */
  public Optional<Window> window() {
    if (bounds.from() > Long.MIN_VALUE) {
      return Optional.of(new Window(Nanos.instant(bounds.from()), Nanos.instant(bounds.until())));
    }
    return tally.out == 0
        ? Optional.empty()
        : Optional.of(
            new Window(Nanos.instant(tally.first), Nanos.instant(tally.last).plusNanos(1)));
  }

  /** The whole UTC days of the window without a kept row. */
  public List<LocalDate> emptyDays() {
    return window().map(window -> Days.without(window, this::keptOn)).orElse(List.of());
  }

  private long keptOn(LocalDate day) {
    long[] rows = tally.days.get(day.toEpochDay());
    return rows == null ? 0 : rows[0];
  }

  /** The share of quarantined rows; those behind an end that was asked for do not count. */
  public double quarantinedRatio() {
    long expected =
        bounds.explicit() ? tally.reasons.getOrDefault(RefusalReason.FUTURE.id(), 0L) : 0;
    long in = counts.in() - expected;
    return in == 0 ? 0 : (double) (counts.quarantined() - expected) / in;
  }

  /** What stops the run; empty if the data is sound. */
  public List<String> findings(QualityPolicy policy) {
    List<String> findings = new ArrayList<>();
    if (tally.out == 0) {
      findings.add(nothing());
    }
    if (quarantinedRatio() > policy.maxQuarantinedRatio()) {
      findings.add(
          String.format(
              Locale.ROOT,
              "%.2f %% of the rows are quarantined %s, at most %.2f %% may be (quality.max-quarantined-ratio)",
              100 * quarantinedRatio(),
              new TreeMap<>(tally.reasons),
              100 * policy.maxQuarantinedRatio()));
    }
    return findings;
  }

  /**
   * Whether the window that was asked for has no row because the telemetry ends before it: it may
   * still come.
   */
  public boolean late() {
    return bounds.from() > Long.MIN_VALUE
        && counts.in() == 0
        && (tally.outside == 0 || tally.outsideLast < bounds.from());
  }

  private String nothing() {
    if (tally.read == 0) {
      return String.format(
          Locale.ROOT,
          "there is no telemetry of measurement %s in %s (%d points of other measurements)",
          layout.measurement(),
          source,
          tally.others);
    }
    if (tally.outside > 0) {
      Instant first = Nanos.instant(tally.outsideFirst);
      Instant last = Nanos.instant(tally.outsideLast);
      return String.format(
          Locale.ROOT,
          "the window %s is empty: %d rows lie outside of it, from %s to %s",
          window().map(Window::toString).orElse(""),
          tally.outside,
          first,
          last);
    }
    return String.format(Locale.ROOT, "not one of the %d rows read is sound", tally.read);
  }

  TelemetryLayout layout() {
    return layout;
  }

  /** What was read, for people. */
  public String description() {
    return source;
  }

  Tally tally() {
    return tally;
  }
}
