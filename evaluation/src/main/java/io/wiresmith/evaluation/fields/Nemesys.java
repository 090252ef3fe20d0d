package io.wiresmith.evaluation.fields;

import java.util.ArrayList;
import java.util.List;

/**
 * Boundaries by the intrinsic structure of one message (Kleber, Kopp and Kargl, NEMESYS: Network
 * Message Syntax Reverse Engineering by Analysis of the Intrinsic Structure of Individual Messages,
 * WOOT 2018): the congruence of bits between neighbouring bytes, its change from byte to byte,
 * smoothed by a Gaussian; a field begins where a rising edge of that is steepest. Fields of
 * printable characters that follow each other are one text. Written from the paper; where it leaves
 * a choice open the simplest was taken.
 */
final class Nemesys {
  private static final double SIGMA = 0.6;
  private static final int RADIUS = 2;
  private static final int FIRST = 2;

  private Nemesys() {}

  /** The boundaries between bytes, ascending. */
  static List<Integer> boundaries(byte[] message) {
    return merged(message, edges(message));
  }

  /** For each byte from the third on: how much more it is like its neighbour than that was. */
  private static double[] changes(byte[] message) {
    double[] changes = new double[Math.max(0, message.length - FIRST)];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = congruence(message, i + FIRST) - congruence(message, i + FIRST - 1);
    }
    return changes;
  }

  /** The share of bits in which a byte is equal to the one before. */
  private static double congruence(byte[] message, int at) {
    int different = Integer.bitCount((message[at - 1] ^ message[at]) & 0xff);
    return 1 - different / (double) Byte.SIZE;
  }

  /** Weighted by a Gaussian; beyond the ends the values are mirrored. */
  private static double[] smoothed(double[] values) {
    double[] smoothed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double weights = 0;
      for (int off = -RADIUS; off <= RADIUS; off++) {
        double weight = Math.exp(-off * off / (2 * SIGMA * SIGMA));
        smoothed[i] += weight * values[mirrored(i + off, values.length)];
        weights += weight;
      }
      smoothed[i] /= weights;
    }
    return smoothed;
  }

  private static int mirrored(int at, int length) {
    int inside = at < 0 ? -at - 1 : at >= length ? 2 * length - at - 1 : at;
    return Math.max(0, Math.min(length - 1, inside));
  }

  /** One boundary for each rise from a minimum, or the beginning, to the next maximum. */
  private static List<Integer> edges(byte[] message) {
    double[] changes = changes(message);
    double[] smooth = smoothed(changes);
    List<Integer> boundaries = new ArrayList<>();
    int low = 0;
    while (low + 1 < smooth.length) {
      int high = low;
      while (high + 1 < smooth.length && smooth[high + 1] > smooth[high]) {
        high++;
      }
      if (high > low) {
        boundaries.add(steepest(changes, low, high) + FIRST - 1);
      }
      low = Math.max(high, low + 1);
    }
    return boundaries;
  }

  /** Where the unsmoothed values rise most. */
  private static int steepest(double[] changes, int low, int high) {
    int best = low + 1;
    for (int i = low + 1; i <= high; i++) {
      best = changes[i] - changes[i - 1] > changes[best] - changes[best - 1] ? i : best;
    }
    return best;
  }

  /** Without the boundaries between two fields that hold printable characters alone. */
  private static List<Integer> merged(byte[] message, List<Integer> boundaries) {
    List<Integer> kept = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < boundaries.size(); i++) {
      int at = boundaries.get(i);
      int end = i + 1 < boundaries.size() ? boundaries.get(i + 1) : message.length;
      if (!(isText(message, start, at) && isText(message, at, end))) {
        kept.add(at);
        start = at;
      }
    }
    return kept;
  }

  private static boolean isText(byte[] message, int from, int until) {
    for (int i = from; i < until; i++) {
      boolean printable = message[i] >= ' ' && message[i] <= '~';
      if (!printable && message[i] != '\t' && message[i] != '\n' && message[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
