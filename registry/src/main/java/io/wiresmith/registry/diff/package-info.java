/**
 * What differs between two versions. Entry: {@link io.wiresmith.registry.diff.VersionDiff}. May
 * import core, onnx and registry.
 */
@NullMarked
package io.wiresmith.registry.diff;

import org.jspecify.annotations.NullMarked;
