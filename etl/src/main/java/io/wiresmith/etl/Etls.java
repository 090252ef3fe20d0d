package io.wiresmith.etl;

import io.wiresmith.core.ModelId;
import io.wiresmith.etl.bandwidth.BandwidthEtl;
import io.wiresmith.etl.bandwidth.LinkRules;
import io.wiresmith.etl.compression.CompressionEtl;
import io.wiresmith.etl.compression.PenaltyProfiles;
import io.wiresmith.etl.fields.FieldsEtl;
import io.wiresmith.etl.fields.MessageRules;
import io.wiresmith.etl.step.ModelEtl;

/** The etl of each model. */
public final class Etls {
  private Etls() {}

  /** The etl of a model, with what the configuration says about it. */
  public static ModelEtl of(
      ModelId model, PenaltyProfiles penalties, LinkRules links, MessageRules messages) {
    return switch (model) {
      case BANDWIDTH -> new BandwidthEtl(links);
      case COMPRESSION -> new CompressionEtl(penalties);
      case FIELDS -> new FieldsEtl(messages);
    };
  }
}
