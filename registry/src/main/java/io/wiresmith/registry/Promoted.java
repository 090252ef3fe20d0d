package io.wiresmith.registry;

import java.util.Optional;

/**
 * What a promotion or a rollback left.
 *
 * @param version the version that the alias points at now
 * @param alias the alias
 * @param from version number it pointed at before; empty if there was no such alias
 * @param unchanged whether it was so before
 */
public record Promoted(
    RegisteredVersion version, String alias, Optional<Integer> from, boolean unchanged) {}
