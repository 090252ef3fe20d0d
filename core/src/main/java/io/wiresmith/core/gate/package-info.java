/**
 * The decision whether a model may be registered. Entry: {@link io.wiresmith.core.gate.GatePolicy}.
 * May import core and core.evaluation.
 */
@NullMarked
package io.wiresmith.core.gate;

import org.jspecify.annotations.NullMarked;
