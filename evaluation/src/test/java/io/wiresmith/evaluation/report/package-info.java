@NullMarked
package io.wiresmith.evaluation.report;

import org.jspecify.annotations.NullMarked;
