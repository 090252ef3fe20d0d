/**
 * From what a user writes behind {@code --registry} to a registry. Entry: {@link
 * io.wiresmith.registry.location.Registries}. May import core, registry and its implementations.
 */
@NullMarked
package io.wiresmith.registry.location;

import org.jspecify.annotations.NullMarked;
