package io.wiresmith.etl.step;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.etl.quality.QualityPolicy;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Telemetry in, labelled dataset out, for one model. Implementations are thread-safe values. */
public interface ModelEtl {
  /**
   * Reads, judges, unites and stores telemetry.
   *
   * @param clock says what is the future where the request does not
   * @param progress told what happens, in sentences
   * @throws WiresmithException {@code DATA_QUALITY} with all findings and the page's path, {@code
   *     NOT_FOUND}, {@code INVALID_INPUT} or {@code UNREADABLE_DATA} if the telemetry is no
   *     telemetry, {@code STORAGE_UNAVAILABLE} if it cannot be read or written
   */
  Extraction extract(
      SparkSession spark,
      ExtractRequest request,
      QualityPolicy policy,
      Destination destination,
      Clock clock,
      Consumer<String> progress);

  /**
   * Adds the oracle's labels.
   *
   * @throws WiresmithException {@code DATA_QUALITY} if the purpose is training and a class or days
   *     are missing
   */
  DatasetRef label(
      SparkSession spark,
      DatasetRef raw,
      Purpose purpose,
      QualityPolicy policy,
      DatasetStore datasets,
      String codeRevision);
}
