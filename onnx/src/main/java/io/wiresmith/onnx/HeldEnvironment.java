package io.wiresmith.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's environment of ONNX Runtime, which lives as long as the process. Its Java binding
 * releases it in a shutdown hook, and a run that is not done by then dies by SIGSEGV
 * (microsoft/onnxruntime#31352): so would the last decisions of a server that drains. The
 * environment counts its holders, and there is no public way to be one.
 */
final class HeldEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(HeldEnvironment.class);
  private static final String NAME = "wiresmith";
  private static final int WARNING = 2;
  private static final OrtEnvironment ENVIRONMENT = held(OrtEnvironment.getEnvironment(NAME));

  private HeldEnvironment() {}

  static OrtEnvironment get() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment held(OrtEnvironment environment) {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      api.setAccessible(true);
      create.setAccessible(true);
      Object handle = create.invoke(null, api.getLong(null), WARNING, NAME);
      LOG.debug("holds the environment of ONNX Runtime, {}", handle);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("Another ONNX Runtime: a process that ends during a run may crash", e);
    }
    return environment;
  }
}
