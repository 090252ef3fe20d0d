/**
 * Which model answers: slots that follow an alias, proven before a swap and closed after the last
 * run. Entry: {@link io.wiresmith.serving.model.ModelSlot}. May import core, onnx and registry.
 */
@NullMarked
package io.wiresmith.serving.model;

import org.jspecify.annotations.NullMarked;
