package io.wiresmith.evaluation.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds inputs that know what is only known after the transfer: by name against the telemetry's
 * contract, and by value against what was measured in the same row and in the next row of the same
 * stream. Each leak is a sentence.
 */
final class LeakageCheck {
  /** Share of the telling rows that must agree before it is called a copy. */
  static final double COPY = .9;

  /** Fewest telling rows that allow to call it a copy. */
  static final int TELLING_ROWS = 50;

  private static final double TOLERANCE = 1e-6; // the graph sees float32

  private LeakageCheck() {}

  /** Leaks that the names of the graph's inputs show. */
  static List<String> byName(Collection<String> inputs) {
    List<String> leaks = new ArrayList<>();
    for (String input : new TreeSet<>(inputs)) {
      if (TransferTelemetry.measuredAfterwards(input)) {
        leaks.add("The input " + input + " is only measured after the transfer.");
      } else if (labelling(input)) {
        leaks.add("The input " + input + " comes from the label.");
      } else if (!TransferTelemetry.inputFields().contains(input)
          && !TransferTelemetry.INPUT_TAGS.contains(input)) {
        leaks.add("The input " + input + " is not among what is known before the transfer.");
      }
    }
    return leaks;
  }

  private static boolean labelling(String name) {
    return List.of(LabelledTransfer.LABEL, LabelledTransfer.MARGIN, LabelledTransfer.TIE)
            .contains(name)
        || Arrays.stream(Codec.values()).anyMatch(codec -> codec.costColumn().equals(name));
  }

  /**
   * Inputs that follow something of the next row of the stream: certainly a leak.
   *
   * @param inputs numeric input to its values, rows ordered by stream, then time
   * @param measured what was measured afterwards, in the same order
   * @param streams the stream of each row
   */
  static List<String> fromTheFuture(
      Map<String, double[]> inputs, Map<String, double[]> measured, String[] streams) {
    Map<String, double[]> later = new TreeMap<>(inputs);
    later.putAll(measured);
    return copies(inputs, later, streams, 1);
  }

  /**
   * Inputs that follow something measured in the same row: a leak, unless the measurement is
   * without noise, as in generated telemetry, where nominal and measured values are the same.
   * Values cannot tell the two apart, so it is a suspicion.
   */
  static List<String> sameRow(
      Map<String, double[]> inputs, Map<String, double[]> measured, String[] streams) {
    return copies(inputs, measured, streams, 0);
  }

  private static List<String> copies(
      Map<String, double[]> inputs, Map<String, double[]> sources, String[] streams, int ahead) {
    List<String> found = new ArrayList<>();
    inputs.forEach(
        (input, values) ->
            sources.forEach(
                (name, source) ->
                    copy(values, source, streams, ahead)
                        .ifPresent(share -> found.add(sentence(input, name, ahead, share)))));
    return found;
  }

  private static String sentence(String input, String source, int ahead, double share) {
    return String.format(
        Locale.ROOT,
        "The input %s follows %s of the %s in %.1f %% of the rows where that has changed.",
        input,
        source,
        ahead == 0 ? "same row" : "next row of the stream",
        100 * share);
  }

  /**
   * The share of rows whose value is a fixed multiple of the source {@code ahead} rows later in the
   * same stream, if it is large. Only rows count where the source has just changed: there, a value
   * that was known before cannot follow it.
   */
  private static Optional<Double> copy(
      double[] values, double[] source, String[] streams, int ahead) {
    double[] ratios = new double[values.length];
    int telling = 0;
    for (int row = 1; row + ahead < values.length; row++) {
      int at = row + ahead;
      boolean together = streams[row - 1].equals(streams[at]) && streams[row].equals(streams[at]);
      if (together
          && Double.isFinite(values[row])
          && Double.isFinite(source[at])
          && Double.isFinite(source[at - 1])
          && source[at] != source[at - 1]
          && source[at] != 0) {
        ratios[telling++] = values[row] / source[at];
      }
    }
    if (telling < TELLING_ROWS) {
      return Optional.empty();
    }
    double share = agreement(Arrays.copyOf(ratios, telling));
    return share > COPY ? Optional.of(share) : Optional.empty();
  }

  /** The share of ratios that equal their median, unless that is zero. */
  private static double agreement(double[] ratios) {
    Arrays.sort(ratios);
    double median = ratios[ratios.length / 2];
    if (median == 0) {
      return 0;
    }
    long equal =
        Arrays.stream(ratios).filter(ratio -> Math.abs(ratio / median - 1) <= TOLERANCE).count();
    return (double) equal / ratios.length;
  }
}
