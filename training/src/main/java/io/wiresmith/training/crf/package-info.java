/**
 * A linear-chain conditional random field on plain arrays: its likelihood with exact gradients, and
 * its most probable tags. Entry: {@link io.wiresmith.training.crf.ChainLikelihood}. May import
 * core.
 */
@NullMarked
package io.wiresmith.training.crf;

import org.jspecify.annotations.NullMarked;
