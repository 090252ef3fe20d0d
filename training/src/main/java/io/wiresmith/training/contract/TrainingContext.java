package io.wiresmith.training.contract;

import java.util.function.Consumer;

/**
 * What a training needs to know about its surroundings.
 *
 * @param codeRevision the code that trains, for the provenance
 * @param seed the only source of randomness
 * @param progress takes lines with percentage and remaining time, for people
 */
public record TrainingContext(String codeRevision, long seed, Consumer<String> progress) {}
