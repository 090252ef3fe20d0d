/**
 * Signatures of artifacts in the OpenSSF model signing format, ECDSA P-256. Entries: {@link
 * io.wiresmith.core.signing.SignatureRule} says yes or throws, {@link
 * io.wiresmith.core.signing.SigningKey} signs. May import core, core.artifact and core.io.
 */
@NullMarked
package io.wiresmith.core.signing;

import org.jspecify.annotations.NullMarked;
