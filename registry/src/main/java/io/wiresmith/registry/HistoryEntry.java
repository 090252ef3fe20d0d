package io.wiresmith.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * One move of an alias, as the history keeps it.
 *
 * @param at when
 * @param alias which alias
 * @param from version number before; empty if there was no such alias
 * @param to version number after; empty if it was removed
 * @param action what kind of move
 * @param by who
 * @param why one line
 */
public record HistoryEntry(
    Instant at,
    String alias,
    Optional<Integer> from,
    Optional<Integer> to,
    AliasAction action,
    String by,
    String why) {}
