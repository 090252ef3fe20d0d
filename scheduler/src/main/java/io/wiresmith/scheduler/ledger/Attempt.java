package io.wiresmith.scheduler.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One try of a window.
 *
 * @param fence its fencing token
 * @param owner who tried
 * @param log path of its log on the owner's machine
 * @param startedAt when it began
 * @param endedAt when it ended; empty where it runs or its owner died
 * @param exitCode of its process
 * @param cause one line for people
 */
public record Attempt(
    long fence,
    String owner,
    String log,
    Instant startedAt,
    Optional<Instant> endedAt,
    int exitCode,
    String cause) {}
