/**
 * The thin inference server and the same decision on the command line. Entry: {@link
 * io.wiresmith.serving.WiresmithServing}. May import core, onnx and registry, and carries no
 * training, Spark or database client.
 */
@NullMarked
package io.wiresmith.serving;

import org.jspecify.annotations.NullMarked;
