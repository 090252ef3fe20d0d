package io.wiresmith.training.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.TransferTelemetry;
import java.util.Collection;

/**
 * Refuses every input that is not known before the transfer. The list of what is allowed is closed:
 * a column that only correlates with the label through the future has another name, whatever its
 * values are.
 */
final class LeakageGuard {
  private LeakageGuard() {}

  /**
   * Checks the names of a graph's inputs.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} that names the input
   */
  static void check(Collection<String> inputs) {
    for (String input : inputs) {
      if (TransferTelemetry.measuredAfterwards(input)) {
        throw leak(input, "it is measured after the transfer");
      }
      if (!TransferTelemetry.inputFields().contains(input)
          && !TransferTelemetry.INPUT_TAGS.contains(input)) {
        throw leak(input, "it is no field or tag that is known before the transfer");
      }
    }
  }

  private static WiresmithException leak(String input, String why) {
    return new WiresmithException(
        ErrorCode.INVALID_CONFIG,
        "Leakage: '%s' may not be an input of the compression model: %s. Allowed are %s and %s. Remove it from the features."
            .formatted(
                input,
                why,
                String.join(", ", TransferTelemetry.inputFields()),
                String.join(", ", TransferTelemetry.INPUT_TAGS)));
  }
}
