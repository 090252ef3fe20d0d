package io.wiresmith.etl.source;

import java.io.Serializable;

/**
 * What a numeric field may hold.
 *
 * @param name field name
 * @param unit unit, or empty text
 * @param minimum least sound value
 * @param maximum greatest sound value
 * @param required whether a row without it is refused
 */
public record FieldRule(String name, String unit, double minimum, double maximum, boolean required)
    implements Serializable {}
