/**
 * The verbs of the command line: they parse, call the pipeline or the registry, and print. No Spark
 * class is loaded before a verb needs it. Entry: {@link
 * io.wiresmith.jobs.command.CommandLineFactory}.
 */
@NullMarked
package io.wiresmith.jobs.command;

import org.jspecify.annotations.NullMarked;
