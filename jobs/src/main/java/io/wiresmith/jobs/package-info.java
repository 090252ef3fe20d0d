/** The module jobs. */
@NullMarked
package io.wiresmith.jobs;

import org.jspecify.annotations.NullMarked;
