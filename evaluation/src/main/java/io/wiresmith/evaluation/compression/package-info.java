/**
 * Judges artifacts that choose a codec. Entry: {@link
 * io.wiresmith.evaluation.compression.CompressionEvaluator}. May import core, onnx, Spark SQL and
 * what evaluators share. Formulas: {@code docs/reference/metrics.md}.
 */
@NullMarked
package io.wiresmith.evaluation.compression;

import org.jspecify.annotations.NullMarked;
