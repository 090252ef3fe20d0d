package io.wiresmith.etl.influx;

import java.io.Serializable;

/**
 * A comparison of a field with a value; a row without the field does not pass.
 *
 * @param field name of the field
 * @param operator {@code =}, {@code <}, {@code <=}, {@code >} or {@code >=}
 * @param value a Long, Double, Boolean or String
 */
record FieldFilter(String field, String operator, Serializable value) implements Serializable {}
