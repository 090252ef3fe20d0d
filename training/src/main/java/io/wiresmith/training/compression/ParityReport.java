package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How far the artifact is from the trained members.
 *
 * @param rows rows compared end to end
 * @param difference greatest difference of a probability, end to end
 * @param oneByOneRows rows compared alone against in their batch
 * @param oneByOneDifference greatest difference of a probability, alone against batched
 * @param thresholdRows rows of split thresholds and their float neighbours, through the trees
 * @param thresholdDifference greatest difference of a probability there
 * @param tolerance greatest difference allowed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ParityReport(
    int rows,
    double difference,
    int oneByOneRows,
    double oneByOneDifference,
    int thresholdRows,
    double thresholdDifference,
    double tolerance) {}
