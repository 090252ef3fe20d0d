package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageDigests;
import java.util.List;

/**
 * Keeps the old datasets and a batch of new messages apart: duplicates never cross a split,
 * whatever the captures are called.
 *
 * @param judging messages that judged before
 * @param known messages that were learned from before
 */
record BatchSieve(MessageDigests judging, MessageDigests known) {
  NewBatch of(NewBatch batch) {
    return new NewBatch(
        batch.dataset(), without(judging, batch.training()), without(known, batch.validation()));
  }

  private static List<LabelledMessage> without(
      MessageDigests digests, List<LabelledMessage> messages) {
    return messages.stream().filter(message -> !digests.contain(message)).toList();
  }
}
