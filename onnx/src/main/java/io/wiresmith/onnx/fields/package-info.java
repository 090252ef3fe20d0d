/**
 * The tensors of the model of fields: messages in, found fields out. Entries: {@link
 * io.wiresmith.onnx.fields.MessageTensors}, {@link io.wiresmith.onnx.fields.FoundField}. May import
 * core and the tensors of this module.
 */
@NullMarked
package io.wiresmith.onnx.fields;

import org.jspecify.annotations.NullMarked;
