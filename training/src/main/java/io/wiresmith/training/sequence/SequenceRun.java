package io.wiresmith.training.sequence;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The surroundings of one training.
 *
 * @param seed the only source of randomness
 * @param identity digest of data, settings and code: a checkpoint of another one is not taken
 * @param checkpoint where the state is kept
 * @param saveEvery a checkpoint is written at least so often, and after each epoch
 * @param lines told how far it is, for people
 * @param epochs told the figures of each epoch
 */
public record SequenceRun(
    long seed,
    String identity,
    Path checkpoint,
    Duration saveEvery,
    Consumer<String> lines,
    Consumer<EpochFigures> epochs) {}
