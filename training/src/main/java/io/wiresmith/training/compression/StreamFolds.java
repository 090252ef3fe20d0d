package io.wiresmith.training.compression;

import io.wiresmith.core.compression.Codec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds for the cross-validation: all rows of a stream are in one fold, and every fold gets about
 * the same share of each label. Rows of one stream resemble each other, so a random split of rows
 * flatters.
 */
final class StreamFolds {
  private StreamFolds() {}

  /** How many folds these rows allow, at most {@code wanted}; below 2 there are none. */
  static int possible(List<Transfer> rows, int wanted) {
    long streams = rows.stream().map(Transfer::stream).distinct().count();
    int folds = (int) Math.min(streams, wanted);
    return folds < 2 ? 0 : folds;
  }

  /**
   * The fold of each row. Streams are dealt out by falling weight to the fold whose label counts
   * then lie nearest to equal shares; ties by name, then to the fold with the fewest rows, then by
   * fold number, so the result is deterministic. With at least as many streams as folds no fold
   * stays empty: none is nearer than an empty one, and it wins every tie.
   */
  static int[] of(List<Transfer> rows, int folds) {
    int[] result = new int[rows.size()];
    if (folds < 2) {
      return result;
    }
    List<Stream> streams = streams(rows);
    double[] target = target(streams, folds);
    streams.sort(Comparator.comparingDouble(stream -> -stream.weight(target)));
    double[][] dealt = new double[folds][target.length];
    int[] sizes = new int[folds];
    for (Stream stream : streams) {
      int fold = nearest(dealt, sizes, stream.labels, target);
      sizes[fold] += stream.rows.size();
      for (int row : stream.rows) {
        result[row] = fold;
      }
      for (int c = 0; c < target.length; c++) {
        dealt[fold][c] += stream.labels[c];
      }
    }
    return result;
  }

  /** The rows of one stream and how often each label occurs among them. */
  private static final class Stream {
    private final List<Integer> rows = new ArrayList<>();
    private final long[] labels = new long[Codec.values().length];

    /** How much of a fold's shares it fills: a stream of a rare label weighs more. */
    double weight(double[] target) {
      double weight = 0;
      for (int c = 0; c < labels.length; c++) {
        double share = labels[c] / Math.max(1, target[c]);
        weight += share * share;
      }
      return weight;
    }
  }

  /** The streams by name. */
  private static List<Stream> streams(List<Transfer> rows) {
    Map<String, Stream> byName = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Stream stream = byName.computeIfAbsent(rows.get(i).stream(), name -> new Stream());
      stream.rows.add(i);
      stream.labels[rows.get(i).label()]++;
    }
    return new ArrayList<>(byName.values());
  }

  private static double[] target(List<Stream> streams, int folds) {
    double[] target = new double[Codec.values().length];
    for (Stream stream : streams) {
      for (int c = 0; c < target.length; c++) {
        target[c] += (double) stream.labels[c] / folds;
      }
    }
    return target;
  }

  private static int nearest(double[][] dealt, int[] sizes, long[] count, double[] target) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int fold = 0; fold < dealt.length; fold++) {
      double rise = 0;
      for (int c = 0; c < target.length; c++) {
        double wanted = Math.max(1, target[c]);
        double before = dealt[fold][c] / wanted;
        double after = (dealt[fold][c] + count[c]) / wanted;
        rise += after * after - before * before;
      }
      if (rise < least || (rise == least && sizes[fold] < sizes[best])) {
        least = rise;
        best = fold;
      }
    }
    return best;
  }
}
