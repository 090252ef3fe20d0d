/**
 * Keeps blessed versions and hands them out, every byte verified. Entry: {@link
 * io.wiresmith.registry.ModelRegistry}; open one with {@code registry.location.Registries}. May
 * import core and onnx.
 */
@NullMarked
package io.wiresmith.registry;

import org.jspecify.annotations.NullMarked;
