@NullMarked
package io.wiresmith.onnx.fields;

import org.jspecify.annotations.NullMarked;
