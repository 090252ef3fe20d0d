package io.wiresmith.core.fields;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well fields were found. NaN where there is nothing to count.
 *
 * @param messages messages that were judged
 * @param precision share of the found boundaries that are true
 * @param recall share of the true boundaries that are found
 * @param f1 harmonic mean of both
 * @param perfection share of a message's true fields with both ends right, mean over messages
 * @param typeAccuracy share of the true fields for which most of their bytes have the true type
 */
public record FieldFigures(
    long messages,
    double precision,
    double recall,
    double f1,
    double perfection,
    double typeAccuracy) {
  /** The mean over protocols, each counted once; a figure that is NaN for one is left out. */
  public static FieldFigures macro(List<FieldFigures> protocols) {
    return new FieldFigures(
        protocols.stream().mapToLong(FieldFigures::messages).sum(),
        mean(protocols, FieldFigures::precision),
        mean(protocols, FieldFigures::recall),
        mean(protocols, FieldFigures::f1),
        mean(protocols, FieldFigures::perfection),
        mean(protocols, FieldFigures::typeAccuracy));
  }

  private static double mean(List<FieldFigures> protocols, ToDoubleFunction<FieldFigures> figure) {
    return protocols.stream()
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
