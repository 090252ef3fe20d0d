import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs a verified model.onnx; tensors come and go by name. */
final class Model implements AutoCloseable {
  /**
   * A tensor as it stands in conformance.json, whose JSON has no NaN and no infinities but as texts.
   *
   * @param datatype FP32, INT64 or BYTES
   * @param data the elements row by row
   */
  record Tensor(String name, String datatype, List<Long> shape, List<?> data) {
    static Tensor of(Object json) {
      Map<String, Object> node = Json.object(json);
      List<Long> shape = Json.array(node.get("shape")).stream().map(n -> (Long) n).toList();
      return new Tensor(
          Json.string(node.get("name")),
          Json.string(node.get("datatype")),
          shape,
          Json.array(node.get("data")));
    }

    /** What is wrong with what was found instead, or nothing. */
    String differs(Tensor found, double tolerance) {
      if (found == null) {
        return "is absent";
      }
      if (!datatype.equals(found.datatype) || !shape.equals(found.shape)) {
        return "is %s %s, expected is %s %s"
            .formatted(found.datatype, found.shape, datatype, shape);
      }
      for (int i = 0; i < data.size(); i++) {
        if (!close(data.get(i), found.data.get(i), tolerance)) {
          return "is %s, expected is %s (tolerance %s)"
              .formatted(found.data.get(i), data.get(i), tolerance);
        }
      }
      return "";
    }

    private static boolean close(Object want, Object have, double tolerance) {
      if (!(have instanceof Float)) {
        return want.equals(have);
      }
      double expected = number(want);
      double found = ((Float) have).doubleValue();
      double allowed = tolerance * (1 + Math.abs(expected));
      return Double.compare(expected, found) == 0
          || Double.isFinite(allowed) && Math.abs(expected - found) <= allowed;
    }
  }

  private final OrtEnvironment environment;
  private final OrtSession session;

  Model(byte[] onnx) throws OrtException {
    environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(onnx, options);
    }
  }

  /** The inputs and their types. */
  Map<String, String> inputs() throws OrtException {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (NodeInfo input : session.getInputInfo().values()) {
      inputs.put(input.getName(), datatype((TensorInfo) input.getInfo()));
    }
    return inputs;
  }

  Map<String, Tensor> run(List<Tensor> given) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      for (Tensor tensor : given) {
        inputs.put(tensor.name(), tensor(tensor));
      }
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          outputs.put(output.getKey(), read(output.getKey(), (OnnxTensor) output.getValue()));
        }
      }
      return outputs;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(Tensor tensor) throws OrtException {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    List<?> data = tensor.data();
    return switch (tensor.datatype()) {
      case "FP32" -> {
        FloatBuffer buffer = FloatBuffer.allocate(data.size());
        data.forEach(x -> buffer.put((float) number(x)));
        yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
      }
      case "INT64" -> {
        LongBuffer buffer = LongBuffer.allocate(data.size());
        data.forEach(x -> buffer.put((Long) x));
        yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
      }
      case "BYTES" ->
          OnnxTensor.createTensor(environment, data.toArray(new String[0]), shape);
      default ->
          throw new IllegalArgumentException(
              "input '%s' is %s; this program knows FP32, INT64 and BYTES"
                  .formatted(tensor.name(), tensor.datatype()));
    };
  }

  private static Tensor read(String name, OnnxTensor tensor) throws OrtException {
    String datatype = datatype(tensor.getInfo());
    List<Object> data = new ArrayList<>();
    switch (datatype) {
      case "FP32" -> {
        for (FloatBuffer buffer = tensor.getFloatBuffer(); buffer.hasRemaining(); ) {
          data.add(buffer.get());
        }
      }
      case "INT64" -> {
        for (LongBuffer buffer = tensor.getLongBuffer(); buffer.hasRemaining(); ) {
          data.add(buffer.get());
        }
      }
      default -> flatten(tensor.getValue(), data);
    }
    return new Tensor(name, datatype, LongStream.of(tensor.getInfo().getShape()).boxed().toList(), data);
  }

  private static void flatten(Object value, List<Object> into) {
    if (value instanceof Object[] array) {
      for (Object element : array) {
        flatten(element, into);
      }
    } else {
      into.add(value);
    }
  }

  private static String datatype(TensorInfo info) {
    if (info.type == OnnxJavaType.FLOAT) {
      return "FP32";
    }
    if (info.type == OnnxJavaType.INT64) {
      return "INT64";
    }
    if (info.type == OnnxJavaType.STRING) {
      return "BYTES";
    }
    throw new IllegalArgumentException("a tensor is " + info.type + "; this program knows float, int64 and string");
  }

  /** A number, or one of the texts NaN, Infinity and -Infinity. */
  static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.parseDouble(Json.string(value));
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
