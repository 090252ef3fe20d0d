@NullMarked
package io.wiresmith.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
