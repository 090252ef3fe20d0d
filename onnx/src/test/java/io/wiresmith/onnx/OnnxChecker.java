package io.wiresmith.onnx;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnx.ModelProto;
import org.bytedeco.onnx.global.onnx;

/** The official ONNX checker, full check with strict shape inference. */
public final class OnnxChecker {
  private OnnxChecker() {}

  /** Throws, with the checker's message, if the bytes are no valid model. */
  public static void check(byte[] model) {
    Loader.load(onnx.class);
    try (BytePointer bytes = new BytePointer(model);
        ModelProto proto = new ModelProto()) {
      if (!proto.ParseFromArray(bytes, model.length)) {
        throw new IllegalArgumentException("The checker cannot parse the model.");
      }
      onnx.check_model(proto, true, false, true);
    }
  }
}
