/**
 * The composition root of the batch side: it sees every verb but serving. Entry: {@link
 * io.wiresmith.jobs.Wiresmith}.
 */
@NullMarked
package io.wiresmith.jobs;

import org.jspecify.annotations.NullMarked;
