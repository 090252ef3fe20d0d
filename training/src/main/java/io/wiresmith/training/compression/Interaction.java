package io.wiresmith.training.compression;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Inputs of the members that are computed from the 18 features, in the graph. They are not features
 * of their own: they only spare a member to approximate a quotient or a product that the cost
 * formula (models.md) contains. Plain arithmetic, so that rows one by one and batched give the same
 * bits.
 */
public enum Interaction {
  /** {@code size * 8000 / bandwidth}: milliseconds to send the payload as it is. */
  @JsonProperty("raw-transfer-millis")
  RAW_TRANSFER_MILLIS,
  /** {@code bandwidth * (1 + cpu)}: where compression stops to pay. */
  @JsonProperty("break-even-bandwidth")
  BREAK_EVEN_BANDWIDTH,
  /** {@code hde_ratio / baseline_ratio}. */
  @JsonProperty("hde-gain")
  HDE_GAIN,
  /** {@code baseline_ratio * (1 - compressibility)}: the standard path against the estimate. */
  @JsonProperty("baseline-surprise")
  BASELINE_SURPRISE,
  /** {@code (1 / baseline_ratio - 1 / hde_ratio) * 8000 / break-even bandwidth}. */
  @JsonProperty("hde-saving-baseline")
  HDE_SAVING_BASELINE,
  /** {@code (1 - compressibility - 1 / hde_ratio) * 8000 / break-even bandwidth}. */
  @JsonProperty("hde-saving-estimate")
  HDE_SAVING_ESTIMATE,
  /** {@code hde_ratio * (1 - compressibility)}. */
  @JsonProperty("hde-surprise")
  HDE_SURPRISE,
  /** {@code amst_rate / bandwidth}. */
  @JsonProperty("amst-utilisation")
  AMST_UTILISATION
}
