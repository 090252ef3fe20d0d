/**
 * Digests, canonical JSON and atomic files: the border to the disk. Entry: {@link
 * io.wiresmith.core.io.AtomicFiles}. May import the JDK and Jackson.
 */
@NullMarked
package io.wiresmith.core.io;

import org.jspecify.annotations.NullMarked;
