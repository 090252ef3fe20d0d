package io.wiresmith.evaluation.compression;

import java.util.List;

/**
 * What looks as if an input knew the outcome.
 *
 * @param leaks certain: the gate stays closed
 * @param suspicions for a reviewer to look at
 */
record Suspects(List<String> leaks, List<String> suspicions) {}
