/**
 * Workspace, work keys and run records. Entry: {@link io.wiresmith.core.run.Workspace}. May import
 * core and core.io.
 */
@NullMarked
package io.wiresmith.core.run;

import org.jspecify.annotations.NullMarked;
