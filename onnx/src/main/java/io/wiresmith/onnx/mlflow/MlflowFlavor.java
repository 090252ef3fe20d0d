package io.wiresmith.onnx.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorJson;
import io.wiresmith.onnx.TensorJson.Dialect;
import io.wiresmith.onnx.TensorSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code MLmodel}, {@code conda.yaml}, {@code python_env.yaml}, {@code requirements.txt} and
 * {@code input_example.json} beside {@code model.onnx}, so that Python's {@code mlflow.onnx} and
 * {@code mlflow.pyfunc} load the directory. Without times, and with an identifier made from the
 * model's digest: the same model gives the same files.
 */
public final class MlflowFlavor {
  private static final String PYTHON = "3.11";
  private static final String MLFLOW = "3.17.2";
  private static final String ONNX = "1.23.2";

  /** What Python needs to load and run the model. */
  private static final List<String> REQUIREMENTS =
      List.of(
          "mlflow-skinny==" + MLFLOW,
          "numpy==2.4.6",
          "onnx==" + ONNX,
          "onnxruntime==1.31.1",
          "pandas==3.1.1");

  private MlflowFlavor() {}

  /**
   * Writes the files.
   *
   * @param directory where {@code model.onnx} lies or will lie
   * @param model the bytes of {@code model.onnx}
   * @param example inputs of one request, posted as they stand to {@code /v2/models/.../infer}
   */
  public static void write(Path directory, byte[] model, List<Tensor> example) {
    try (OnnxModel loaded = OnnxModel.load(model)) {
      text(directory, "MLmodel", mlModel(loaded, Sha256.of(model)));
    }
    text(directory, "requirements.txt", String.join("\n", REQUIREMENTS) + "\n");
    text(directory, "conda.yaml", conda());
    text(directory, "python_env.yaml", pythonEnvironment());
    text(directory, Artifact.INPUT_EXAMPLE, Json.text(inputExample(example)));
  }

  private static String mlModel(OnnxModel model, String sha256) {
    List<TensorSpec> required =
        model.inputs().stream().filter(spec -> !model.isOptional(spec.name())).toList();
    return """
        flavors:
          onnx:
            code: null
            data: model.onnx
            onnx_version: %1$s
            providers:
            - CPUExecutionProvider
          python_function:
            data: model.onnx
            env:
              conda: conda.yaml
              virtualenv: python_env.yaml
            loader_module: mlflow.onnx
            python_version: '%2$s'
        mlflow_version: %3$s
        model_uuid: %4$s
        signature:
          inputs: '%5$s'
          outputs: '%6$s'
        """
        .formatted(
            ONNX,
            PYTHON,
            MLFLOW,
            sha256.substring(0, 32),
            signature(required),
            signature(model.outputs()));
  }

  /** A JSON text inside single quotes of YAML. */
  private static String signature(List<TensorSpec> specs) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (TensorSpec spec : specs) {
      ObjectNode node = array.addObject().put("name", spec.name()).put("type", "tensor");
      ObjectNode tensor = node.putObject("tensor-spec").put("dtype", spec.type().numpyName());
      ArrayNode shape = tensor.putArray("shape");
      for (long size : spec.shape()) {
        shape.add(size);
      }
    }
    return Json.line(array).replace("'", "''");
  }

  private static ObjectNode inputExample(List<Tensor> example) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode inputs = root.putArray("inputs");
    example.forEach(tensor -> inputs.add(TensorJson.write(tensor, Dialect.SERVER)));
    return root;
  }

  private static String conda() {
    return """
        channels:
        - conda-forge
        dependencies:
        - python=%s
        - pip
        - pip:
          - %s
        name: wiresmith
        """
        .formatted(PYTHON, String.join("\n  - ", REQUIREMENTS));
  }

  private static String pythonEnvironment() {
    return """
        build_dependencies:
        - pip
        - setuptools
        - wheel
        dependencies:
        - -r requirements.txt
        python: '%s'
        """
        .formatted(PYTHON);
  }

  private static void text(Path directory, String name, String content) {
    AtomicFiles.write(directory.resolve(name), content);
  }
}
