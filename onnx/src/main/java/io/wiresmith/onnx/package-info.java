/** The module onnx. */
@NullMarked
package io.wiresmith.onnx;

import org.jspecify.annotations.NullMarked;
