package io.wiresmith.etl.fields;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.etl.step.TelemetryExtraction;
import java.util.ArrayList;
import java.util.List;

/** What is read of a message, and the columns of its datasets. */
final class FieldsSchema {
  /** What is read, and the raw dataset. */
  static final TelemetryExtraction EXTRACTION =
      TelemetryExtraction.of(
          MessageTelemetry.MEASUREMENT, MessageTelemetry.TAGS, List.of(), MessageTelemetry.TEXTS);

  /** The columns of the labelled dataset. */
  static final List<ColumnSpec> LABELLED = labelled();

  private FieldsSchema() {}

  private static List<ColumnSpec> labelled() {
    List<ColumnSpec> columns = new ArrayList<>(EXTRACTION.raw());
    columns.add(ColumnSpec.text(LabelledCapture.PART));
    return List.copyOf(columns);
  }
}
