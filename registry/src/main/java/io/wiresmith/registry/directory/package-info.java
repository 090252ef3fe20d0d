/**
 * A registry of plain files. Entry: {@link io.wiresmith.registry.directory.DirectoryRegistry}. May
 * import core and registry.
 */
@NullMarked
package io.wiresmith.registry.directory;

import org.jspecify.annotations.NullMarked;
