/**
 * One exported model as a directory of files with digests. Entry: {@link
 * io.wiresmith.core.artifact.Artifact}. May import core and core.io.
 */
@NullMarked
package io.wiresmith.core.artifact;

import org.jspecify.annotations.NullMarked;
