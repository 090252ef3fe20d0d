package io.wiresmith.etl.compression;

import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.ModelEtl;
import io.wiresmith.etl.step.Purpose;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The etl of the compression model.
 *
 * @param penalties the factor on compression time by network mode
 */
public record CompressionEtl(PenaltyProfiles penalties) implements ModelEtl {
  @Override
  public Extraction extract(
      SparkSession spark,
      ExtractRequest request,
      QualityPolicy policy,
      Destination destination,
      Clock clock,
      Consumer<String> progress) {
    return CompressionSchema.EXTRACTION.run(spark, request, policy, destination, clock, progress);
  }

  @Override
  public DatasetRef label(
      SparkSession spark,
      DatasetRef raw,
      Purpose purpose,
      QualityPolicy policy,
      DatasetStore datasets,
      String codeRevision) {
    return new Labelling(penalties, purpose, policy, codeRevision).run(spark, raw, datasets);
  }
}
