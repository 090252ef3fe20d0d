package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts new training rows together from pairs of rows of one group, so that no row of a held-out
 * group leaks into another. Costs follow from the oracle's formula (models.md). Where one line
 * holds for the penalty on compression time, it is mixed as the CPU usage is; where it differs by
 * network mode, it is that of the new row's link type and load, and a row for which that is not
 * known stays as it is. Only training rows may come in.
 */
final class Augmentation {
  private static final int RTT = index(TransferTelemetry.RTT_MS);
  private static final int JITTER = index(TransferTelemetry.JITTER_MS);
  private static final int BANDWIDTH = index(TransferTelemetry.BANDWIDTH_MBPS);
  private static final int SIZE = index(TransferTelemetry.SIZE_MB);
  private static final int ENTROPY = index(TransferTelemetry.ENTROPY);
  private static final int COMPRESSIBILITY = index(TransferTelemetry.COMPRESSIBILITY_SCORE);
  private static final int CPU = index(TransferTelemetry.CPU_USAGE);
  private static final int MEMORY = index(TransferTelemetry.MEMORY_AVAILABLE_MB);
  private static final int HDE_RATIO = index(TransferTelemetry.HDE_RATIO);
  private static final int HIT_RATE = index(TransferTelemetry.HDE_DELTA_HIT_RATE);
  private static final int AMST_RATE = index(TransferTelemetry.AMST_TRANSFER_RATE_MBPS);
  private static final int BASELINE_RATIO = index(TransferTelemetry.BASELINE_RATIO);
  private static final double TINY = 1e-12;

  private final AugmentationSettings settings;

  Augmentation(AugmentationSettings settings) {
    this.settings = settings;
  }

  /** One augmented row for each row, in the same order; equal for equal arguments. */
  List<Transfer> once(List<Transfer> rows, int[] groups, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] networks = partners(groups, random);
    int[] payloads = partners(groups, random);
    PenaltyLines penalties = new PenaltyLines(rows);
    List<Transfer> result = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Transfer row = rows.get(i);
      Transfer base = row;
      if (random.nextDouble() < settings.swap()) {
        row = network(row, rows.get(networks[i]));
      }
      boolean mix = random.nextDouble() < settings.mix();
      double share = random.nextDouble();
      Transfer other = rows.get(payloads[i]);
      // Rows without history do not mix with rows that have one.
      if (mix && warm(base) == warm(other)) {
        row = payload(row, other, share);
      }
      result.add(row == base || penalties.uniform() ? row : repriced(row, base, penalties));
    }
    return result;
  }

  /** The new row at the penalty of its own link type, or the old one where that is not known. */
  private static Transfer repriced(Transfer made, Transfer old, PenaltyLines penalties) {
    return penalties
        .of(made)
        .map(
            penalty -> {
              Transfer.Measured was = made.measured();
              Transfer.Measured measured =
                  new Transfer.Measured(
                      was.effectiveMbps(), was.compressedMb(), was.compressMillis(), penalty);
              return new Transfer(
                  made.timeNs(),
                  made.stream(),
                  made.tags(),
                  made.inputs(),
                  measured,
                  measured.costs());
            })
        .orElse(old);
  }

  private static boolean warm(Transfer row) {
    return row.inputs()[BASELINE_RATIO] > 1.0001;
  }

  /** A random permutation inside each group. */
  private static int[] partners(int[] groups, SplittableRandom random) {
    int[] last = new int[groups.length];
    int[] partner = new int[groups.length];
    List<List<Integer>> members = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      while (members.size() <= groups[i]) {
        members.add(new ArrayList<>());
      }
      List<Integer> group = members.get(groups[i]);
      last[i] = group.size();
      group.add(i);
    }
    for (List<Integer> group : members) {
      List<Integer> shuffled = new ArrayList<>(group);
      for (int k = shuffled.size() - 1; k > 0; k--) {
        int j = random.nextInt(k + 1);
        Integer held = shuffled.get(k);
        shuffled.set(k, shuffled.get(j));
        shuffled.set(j, held);
      }
      for (int i : group) {
        partner[i] = shuffled.get(last[i]);
      }
    }
    return partner;
  }

  private static Transfer network(Transfer row, Transfer other) {
    double[] inputs = row.inputs().clone();
    for (int field : new int[] {RTT, JITTER, BANDWIDTH}) {
      inputs[field] = other.inputs()[field];
    }
    Transfer.Measured own = row.measured();
    Transfer.Measured measured =
        new Transfer.Measured(
            other.measured().effectiveMbps(),
            own.compressedMb(),
            own.compressMillis(),
            own.cpuPenalty());
    return new Transfer(
        row.timeNs(), row.stream(), other.tags(), inputs, measured, measured.costs());
  }

  private static Transfer payload(Transfer row, Transfer other, double share) {
    double[] a = row.inputs();
    double[] b = other.inputs();
    double[] inputs = a.clone();
    for (int field : new int[] {SIZE, HDE_RATIO, BASELINE_RATIO}) {
      inputs[field] = geometric(a[field], b[field], share);
    }
    for (int field : new int[] {ENTROPY, CPU, MEMORY, HIT_RATE}) {
      inputs[field] = linear(a[field], b[field], share);
    }
    inputs[COMPRESSIBILITY] = 1 - geometric(1 - a[COMPRESSIBILITY], 1 - b[COMPRESSIBILITY], share);
    inputs[AMST_RATE] =
        Math.expm1(linear(Math.log1p(a[AMST_RATE]), Math.log1p(b[AMST_RATE]), share));
    Transfer.Measured measured = measured(row, other, share, inputs[SIZE]);
    return new Transfer(row.timeNs(), row.stream(), row.tags(), inputs, measured, measured.costs());
  }

  private static Transfer.Measured measured(
      Transfer row, Transfer other, double share, double size) {
    Transfer.Measured a = row.measured();
    Transfer.Measured b = other.measured();
    double ownSize = Math.max(TINY, row.inputs()[SIZE]);
    double otherSize = Math.max(TINY, other.inputs()[SIZE]);
    double[] compressed = new double[a.compressedMb().length];
    double[] millis = new double[compressed.length];
    for (int c = 0; c < compressed.length; c++) {
      compressed[c] =
          size * geometric(a.compressedMb()[c] / ownSize, b.compressedMb()[c] / otherSize, share);
      millis[c] =
          size
              * geometric(
                  a.compressMillis()[c] / ownSize, b.compressMillis()[c] / otherSize, share);
    }
    return new Transfer.Measured(
        a.effectiveMbps(), compressed, millis, linear(a.cpuPenalty(), b.cpuPenalty(), share));
  }

  private static double linear(double a, double b, double share) {
    return share * a + (1 - share) * b;
  }

  private static double geometric(double a, double b, double share) {
    return Math.exp(linear(Math.log(Math.max(TINY, a)), Math.log(Math.max(TINY, b)), share));
  }

  private static int index(String field) {
    return TransferTelemetry.inputFields().indexOf(field);
  }
}
