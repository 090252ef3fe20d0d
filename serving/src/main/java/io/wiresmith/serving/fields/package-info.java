/**
 * What answers for the model of fields where no model can, and found fields as people read them.
 * Entries: {@link io.wiresmith.serving.fields.FieldsRules}, {@link
 * io.wiresmith.serving.fields.FoundMessages}. May import core, onnx and serving.model.
 */
@NullMarked
package io.wiresmith.serving.fields;

import org.jspecify.annotations.NullMarked;
