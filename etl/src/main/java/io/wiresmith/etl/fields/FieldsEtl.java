package io.wiresmith.etl.fields;

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
 * The etl of the model of fields, from captures ({@link CaptureSource}) or any other telemetry of
 * messages.
 *
 * @param rules which messages are learned from
 */
public record FieldsEtl(MessageRules rules) implements ModelEtl {
  @Override
  public Extraction extract(
      SparkSession spark,
      ExtractRequest request,
      QualityPolicy policy,
      Destination destination,
      Clock clock,
      Consumer<String> progress) {
    ExtractRequest checked =
        new ExtractRequest(
            new CheckedMessages(request.source()),
            request.window(),
            request.until(),
            request.codeRevision(),
            request.model());
    return FieldsSchema.EXTRACTION.run(spark, checked, policy, destination, clock, progress);
  }

  @Override
  public DatasetRef label(
      SparkSession spark,
      DatasetRef raw,
      Purpose purpose,
      QualityPolicy policy,
      DatasetStore datasets,
      String codeRevision) {
    return new MessageLabelling(rules, purpose, codeRevision).run(spark, raw, datasets);
  }
}
