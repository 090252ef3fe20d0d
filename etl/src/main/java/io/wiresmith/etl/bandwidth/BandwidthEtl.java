package io.wiresmith.etl.bandwidth;

import io.wiresmith.core.bandwidth.LinkMode;
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
 * The etl of the bandwidth models.
 *
 * @param rules how links are cut and divided
 */
public record BandwidthEtl(LinkRules rules) implements ModelEtl {
  @Override
  public Extraction extract(
      SparkSession spark,
      ExtractRequest request,
      QualityPolicy policy,
      Destination destination,
      Clock clock,
      Consumer<String> progress) {
    return BandwidthSchema.EXTRACTION.run(spark, request, policy, destination, clock, progress);
  }

  @Override
  public DatasetRef label(
      SparkSession spark,
      DatasetRef raw,
      Purpose purpose,
      QualityPolicy policy,
      DatasetStore datasets,
      String codeRevision) {
    LinkMode mode = LinkMode.of(raw.manifest().model().variant());
    return new LinkLabelling(rules, mode, purpose, codeRevision).run(spark, raw, datasets);
  }
}
