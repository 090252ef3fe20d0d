/**
 * The rules that choose a codec where no model can. Entry: {@link
 * io.wiresmith.serving.compression.CompressionRules}. May import core, onnx and serving.model.
 */
@NullMarked
package io.wiresmith.serving.compression;

import org.jspecify.annotations.NullMarked;
