/**
 * The configuration: one YAML file, then environment, {@code -D} and flags, later wins. Entry:
 * {@link io.wiresmith.jobs.config.Settings}. May import core and SmallRye Config.
 */
@NullMarked
package io.wiresmith.jobs.config;

import org.jspecify.annotations.NullMarked;
