package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import java.util.List;

/**
 * New messages to go on with.
 *
 * @param dataset SHA-256 of their labelled dataset
 * @param training what is learned from
 * @param validation what judges, beside the old validation messages; may be empty
 */
record NewBatch(String dataset, List<LabelledMessage> training, List<LabelledMessage> validation) {
  /** Copies the lists. */
  NewBatch {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }
}
