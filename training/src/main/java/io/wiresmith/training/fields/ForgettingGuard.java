package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import java.util.List;

/**
 * What a network must not forget, from where a continuation begins to its end: many batches, each
 * of which costs less than the margin, must not cost more than it together.
 *
 * @param messages the validation messages of all that the start has learned from
 * @param least the macro F1 of boundaries on them that must be kept
 */
record ForgettingGuard(List<LabelledMessage> messages, double least) {
  /** Copies the list. */
  ForgettingGuard {
    messages = List.copyOf(messages);
  }

  /** One that lets a network fall so far below the weights that it begins with. */
  static ForgettingGuard below(
      TaggerTrainer trainer, List<float[]> start, List<LabelledMessage> messages, double margin) {
    return new ForgettingGuard(messages, trainer.f1(start, messages) - margin);
  }

  /** Whether weights are good enough; nothing to judge on is told elsewhere. */
  boolean holds(TaggerTrainer trainer, List<float[]> weights) {
    return !(trainer.f1(weights, messages) < least);
  }
}
