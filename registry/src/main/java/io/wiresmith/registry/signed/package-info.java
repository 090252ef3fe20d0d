/**
 * A registry whose artifacts must be signed. Entry: {@link
 * io.wiresmith.registry.signed.SignedRegistry}. May import core and registry.
 */
@NullMarked
package io.wiresmith.registry.signed;

import org.jspecify.annotations.NullMarked;
