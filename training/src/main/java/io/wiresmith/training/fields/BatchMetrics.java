package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * What became of one batch of new messages.
 *
 * @param batch its number, from 1
 * @param dataset SHA-256 of its labelled dataset
 * @param samples messages that were learned from
 * @param epochs passes over them
 * @param bestEpoch the pass whose weights were judged, from 1
 * @param finalTrainLoss mean loss of the last pass
 * @param bestValF1 macro F1 of the boundaries behind the best pass, on the old and the new
 *     validation messages together
 * @param oldF1Before the same on the old validation messages, before the batch
 * @param oldF1After and behind it
 * @param kept whether the batch counts; if not, it was undone: too much was forgotten
 * @param checkpoint the checkpoint of the batch; none where it was undone
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BatchMetrics(
    int batch,
    String dataset,
    int samples,
    int epochs,
    int bestEpoch,
    double finalTrainLoss,
    double bestValF1,
    double oldF1Before,
    double oldF1After,
    boolean kept,
    Optional<String> checkpoint) {}
