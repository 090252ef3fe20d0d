/**
 * Pages that a reviewer reads in a minute: one HTML file, pictures inline, no script. Entry: {@link
 * io.wiresmith.evaluation.report.ReportPage}. May import core.evaluation, core.fields, core.gate
 * and Jackson.
 */
@NullMarked
package io.wiresmith.evaluation.report;

import org.jspecify.annotations.NullMarked;
