/**
 * Statistics that evaluators share. Entry: {@link
 * io.wiresmith.evaluation.statistics.ClusterBootstrap}. May import core.evaluation.
 */
@NullMarked
package io.wiresmith.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
