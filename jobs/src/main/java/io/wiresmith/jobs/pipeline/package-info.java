/**
 * The five steps and the run that strings them together. Entry: {@link
 * io.wiresmith.jobs.pipeline.Pipeline}. May import every verb but serving.
 */
@NullMarked
package io.wiresmith.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
