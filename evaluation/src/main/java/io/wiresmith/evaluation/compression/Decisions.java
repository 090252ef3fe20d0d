package io.wiresmith.evaluation.compression;

/**
 * What an artifact answered for each row.
 *
 * @param choices the decisions
 * @param probabilities for each row those of the codecs, in their order
 * @param confidence for each row
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the inner loops, never compared
record Decisions(Choices choices, float[][] probabilities, float[] confidence) {}
