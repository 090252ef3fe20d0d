/**
 * Immutable datasets: reference, manifest, commit. Entry: {@link
 * io.wiresmith.core.dataset.DatasetStore}. May import core and core.io.
 */
@NullMarked
package io.wiresmith.core.dataset;

import org.jspecify.annotations.NullMarked;
