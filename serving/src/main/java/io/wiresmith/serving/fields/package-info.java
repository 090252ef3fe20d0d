/**
 * What answers for the model of fields where no model can, found fields as people read them, the
 * bodies of {@code /api/fields/detect} and runs of bounded size. Entries: {@link
 * io.wiresmith.serving.fields.FieldsRules}, {@link io.wiresmith.serving.fields.FoundMessages},
 * {@link io.wiresmith.serving.fields.DetectReader}, {@link
 * io.wiresmith.serving.fields.MessageRuns}. May import core, onnx, serving.model and serving.oip.
 */
@NullMarked
package io.wiresmith.serving.fields;

import org.jspecify.annotations.NullMarked;
