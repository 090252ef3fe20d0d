package io.wiresmith.etl.step;

import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an extraction gave.
 *
 * @param raw the dataset
 * @param counts the law of quality in this run
 * @param reasons quarantined rows by reason
 * @param page the page that shows it
 * @param quarantine directory of the refused rows, Parquet
 */
public record Extraction(
    DatasetRef raw, RowCounts counts, Map<String, Long> reasons, Path page, Path quarantine) {
  /** Copies the map. */
  public Extraction {
    reasons = Map.copyOf(reasons);
  }
}
