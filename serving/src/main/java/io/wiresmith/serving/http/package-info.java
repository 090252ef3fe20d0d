/**
 * HTTP: paths, limits, deadlines, drain. Entry: {@link io.wiresmith.serving.http.InferenceServer}.
 * May import core, onnx, Vert.x and the other packages of serving.
 */
@NullMarked
package io.wiresmith.serving.http;

import org.jspecify.annotations.NullMarked;
