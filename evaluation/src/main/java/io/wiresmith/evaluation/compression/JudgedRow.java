package io.wiresmith.evaluation.compression;

import io.wiresmith.core.compression.TransferCost;
import java.util.Comparator;

/**
 * What judging needs of one transfer; the model does not see it.
 *
 * @param timeNs nanoseconds since 1970
 * @param stream the stream, the unit of the bootstrap
 * @param node the node
 * @param linkType the kind of link
 * @param region the region
 * @param networkMode the penalty profile
 * @param sizeMb megabytes
 * @param entropy bits per byte
 * @param margin second best cost divided by the best, minus 1
 * @param costs milliseconds of each codec
 * @param label the cheapest codec
 * @param production the codec that was used, {@link Choices#UNKNOWN} where it is not known
 * @param informed the cheapest codec by the nominal bandwidth
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JudgedRow(
    long timeNs,
    String stream,
    String node,
    String linkType,
    String region,
    String networkMode,
    double sizeMb,
    double entropy,
    double margin,
    double[] costs,
    int label,
    int production,
    int informed) {
  /** Time, then tags: unique, as a series has one point at a time. */
  static final Comparator<JudgedRow> CANONICAL =
      Comparator.comparingLong(JudgedRow::timeNs)
          .thenComparing(JudgedRow::stream)
          .thenComparing(JudgedRow::node)
          .thenComparing(JudgedRow::linkType)
          .thenComparing(JudgedRow::region);

  /** Natural logarithm of the cost of a codec in milliseconds. */
  double logCost(int codec) {
    return Math.log(Math.max(costs[codec], TransferCost.LEAST_MILLIS));
  }
}
