package io.wiresmith.core.telemetry;

/**
 * A line that is no point.
 *
 * @param line number of the line where it starts, from 1
 * @param raw its text
 * @param reason why, in one word
 * @param message what was found and what was required
 */
public record Refusal(long line, String raw, RefusalReason reason, String message) {}
