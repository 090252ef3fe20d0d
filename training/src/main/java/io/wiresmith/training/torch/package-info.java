/**
 * PyTorch under DJL: started so that results repeat, and an optimizer whose state can be kept.
 * Entry: {@link io.wiresmith.training.torch.TorchEngine}. May import core and DJL.
 */
@NullMarked
package io.wiresmith.training.torch;

import org.jspecify.annotations.NullMarked;
