package io.wiresmith.evaluation.report;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.evaluation.EvaluationReport;

/** What the page of one model says that others do not. */
interface ModelPage {
  /** The page of a model. */
  static ModelPage of(ModelId model) {
    return switch (model) {
      case BANDWIDTH -> new BandwidthPage();
      case COMPRESSION -> new CompressionPage();
      case FIELDS -> new FieldsPage();
    };
  }

  /** A few sentences behind the verdict. */
  String summary(EvaluationReport report);

  /** What the table of key figures shows. */
  FiguresTable figures();

  /** The sections behind the key figures, as HTML. */
  String sections(EvaluationReport report);

  /** What it was tested on. */
  String tested(EvaluationReport report);
}
