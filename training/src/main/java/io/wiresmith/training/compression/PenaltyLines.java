package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The penalty profiles of a dataset, found again from its rows. The network mode follows from the
 * link type, and {@code penalty = base + slope * cpu_usage} in each mode (docs/reference/datasets
 * .md), so the two rows of a link type that lie farthest apart in load give its line.
 */
final class PenaltyLines {
  private static final int CPU =
      TransferTelemetry.inputFields().indexOf(TransferTelemetry.CPU_USAGE);
  private static final int LINK = TransferTelemetry.INPUT_TAGS.indexOf(TransferTelemetry.LINK_TYPE);

  /** Loads nearer than this decide no slope. */
  private static final double SPREAD = 1e-6;

  private static final double TOLERANCE = 1e-9;

  private final boolean uniform;
  private final Map<String, Line> lines = new HashMap<>();

  /** The lines of those rows. */
  PenaltyLines(List<Transfer> rows) {
    Line all = new Line();
    rows.forEach(all::stretch);
    uniform = rows.stream().allMatch(all::explains);
    if (!uniform) {
      rows.forEach(row -> lines.computeIfAbsent(link(row), link -> new Line()).stretch(row));
      rows.stream().filter(row -> !line(row).explains(row)).forEach(row -> line(row).refuse());
    }
  }

  /** Whether one line holds for every row, as with the shipped profiles. */
  boolean uniform() {
    return uniform;
  }

  /** The penalty of a load on the link type of a row; empty where its rows decide no line. */
  Optional<Double> of(Transfer row) {
    return Optional.ofNullable(lines.get(link(row)))
        .filter(Line::known)
        .map(line -> line.at(row.inputs()[CPU]));
  }

  private Line line(Transfer row) {
    return lines.computeIfAbsent(link(row), link -> new Line());
  }

  private static String link(Transfer row) {
    return row.tags()[LINK];
  }

  /** The line through the rows with the least and the greatest load. */
  private static final class Line {
    private double leastLoad = Double.POSITIVE_INFINITY;
    private double greatestLoad = Double.NEGATIVE_INFINITY;
    private double leastPenalty;
    private double greatestPenalty;
    private boolean refused;

    void stretch(Transfer row) {
      double load = row.inputs()[CPU];
      double penalty = row.measured().cpuPenalty();
      if (load < leastLoad) {
        leastLoad = load;
        leastPenalty = penalty;
      }
      if (load > greatestLoad) {
        greatestLoad = load;
        greatestPenalty = penalty;
      }
    }

    void refuse() {
      refused = true;
    }

    boolean known() {
      return !refused && greatestLoad - leastLoad >= SPREAD;
    }

    double at(double load) {
      double range = greatestLoad - leastLoad;
      double slope = range >= SPREAD ? (greatestPenalty - leastPenalty) / range : 0;
      return leastPenalty + slope * (load - leastLoad);
    }

    boolean explains(Transfer row) {
      double penalty = row.measured().cpuPenalty();
      double found = at(row.inputs()[CPU]);
      return Math.abs(found - penalty) <= TOLERANCE * Math.max(1, Math.abs(penalty));
    }
  }
}
