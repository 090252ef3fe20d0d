package io.wiresmith.evaluation.compression;

import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of each part of the test rows. */
final class TransferSlices {
  private TransferSlices() {}

  static List<Slice> of(JudgedRows rows) {
    List<Slice> slices = new ArrayList<>();
    for (SliceDimension dimension : SliceDimension.values()) {
      dimension
          .parts(rows)
          .forEach((part, members) -> slices.add(slice(rows, dimension, part, members)));
    }
    return slices;
  }

  /** The figures of the model, with the regret of production beside them. */
  private static Slice slice(
      JudgedRows rows, SliceDimension dimension, String part, int[] members) {
    Map<String, Double> figures =
        new LinkedHashMap<>(Tally.figures(Tally.of(rows, rows.candidate().choices(), members)));
    double production =
        Tally.figures(Tally.of(rows, rows.production(), members))
            .getOrDefault("regret", Double.NaN);
    if (!Double.isNaN(production)) {
      figures.put("regret_production", production);
    }
    return new Slice(dimension.id(), part, members.length, figures);
  }
}
