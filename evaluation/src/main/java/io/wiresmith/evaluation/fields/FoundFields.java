package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.Field;
import java.util.List;

/**
 * What a model found in a message.
 *
 * @param fields in order, covering the message
 * @param confidence of each field
 * @param boundary for each byte the probability that a field starts there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record FoundFields(List<Field> fields, float[] confidence, float[] boundary) {}
