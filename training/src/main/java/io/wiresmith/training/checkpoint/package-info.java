/**
 * Checkpoints that people keep, choose and go back to; what is in them is proven by whoever knows
 * the model. Entry: {@link io.wiresmith.training.checkpoint.CheckpointStore}. May import core.
 */
@NullMarked
package io.wiresmith.training.checkpoint;

import org.jspecify.annotations.NullMarked;
