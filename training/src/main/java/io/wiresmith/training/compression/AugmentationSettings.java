package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How training rows are augmented. The cost of a transfer is known for any bandwidth and any
 * compression that was measured, so new rows with true costs can be put together from two rows.
 *
 * @param copies augmented rows for each real row; 0 for none
 * @param swap share of them that take the network (round trip, jitter, bandwidths, link, region) of
 *     another row
 * @param mix share of them whose payload and load lie between those of two rows
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record AugmentationSettings(int copies, double swap, double mix) {
  /** No augmentation. */
  public static final AugmentationSettings NONE = new AugmentationSettings(0, 0, 0);
}
