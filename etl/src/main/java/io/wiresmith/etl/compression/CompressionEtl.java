package io.wiresmith.etl.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.etl.dataset.DatasetWriter;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.quality.QualityLaw;
import io.wiresmith.etl.quality.QualityPage;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.quality.QualityReport;
import io.wiresmith.etl.quality.TimeBounds;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.ModelEtl;
import io.wiresmith.etl.step.Purpose;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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
    TelemetrySource source = request.source();
    progress.accept("Reading " + source.description());
    QualityLaw law =
        new QualityLaw(
            CompressionSchema.LAYOUT,
            TimeBounds.of(request.window(), request.until(), clock.instant()));
    DatasetWriter writer =
        new DatasetWriter(
            destination.datasets(), DatasetKind.RAW, request.model(), CompressionSchema.RAW);
    try (Staging staging = writer.stage()) {
      QualityReport report =
          law.judge(spark, source, staging, writer.schema(), destination.quarantine());
      List<String> findings = report.findings(policy);
      AtomicFiles.write(destination.page(), QualityPage.html(report, findings));
      refuse(findings, destination, report);
      DatasetRef raw = commit(writer, staging, report, request.codeRevision());
      progress.accept(
          String.format(Locale.ROOT, "Kept %d rows of %d", raw.rows(), report.counts().read()));
      return new Extraction(
          raw, report.counts(), report.reasons(), destination.page(), destination.quarantine());
    }
  }

  private static void refuse(List<String> findings, Destination to, QualityReport report) {
    if (!findings.isEmpty()) {
      String kept =
          report.counts().quarantined() == 0
              ? ""
              : " The refused rows are in " + to.quarantine() + ".";
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          "The telemetry is not sound enough: %s. See %s.%s Mend the source, or name other telemetry or another window."
              .formatted(String.join("; ", findings), to.page(), kept));
    }
  }

  private static DatasetRef commit(
      DatasetWriter writer, Staging staging, QualityReport report, String codeRevision) {
    return writer.commit(
        report.parts(),
        staging,
        written ->
            new DatasetManifest(
                writer.kind(),
                writer.model(),
                written.sha256(),
                written.files(),
                writer.schema(),
                report.window().orElseThrow(),
                report.description(),
                report.counts(),
                report.origins(),
                report.reasons(),
                List.of(),
                codeRevision,
                report.facts()));
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
