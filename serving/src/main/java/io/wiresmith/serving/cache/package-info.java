/**
 * The last good version on disk. Entry: {@link io.wiresmith.serving.cache.DiskCache}. May import
 * core and serving.model.
 */
@NullMarked
package io.wiresmith.serving.cache;

import org.jspecify.annotations.NullMarked;
