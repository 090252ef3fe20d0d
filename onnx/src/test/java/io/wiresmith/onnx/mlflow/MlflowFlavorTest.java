package io.wiresmith.onnx.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorJson;
import io.wiresmith.onnx.TensorJson.Dialect;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.onnx.TestingGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowFlavorTest {
  @TempDir Path directory;

  @Test
  void writesTheSignatureOfTheRequiredInputs() throws Exception {
    byte[] model = TestingGraphs.sum();
    MlflowFlavor.write(directory, model, List.of(Tensor.column("a", 1)));
    String text = Files.readString(directory.resolve("MLmodel"));
    assertThat(text)
        .contains("loader_module: mlflow.onnx", "data: model.onnx", "- CPUExecutionProvider")
        .contains("model_uuid: " + Sha256.of(model).substring(0, 32) + "\n")
        .contains(
            "  inputs: '[{\"name\":\"a\",\"type\":\"tensor\","
                + "\"tensor-spec\":{\"dtype\":\"float32\",\"shape\":[-1,1]}}]'\n")
        .contains("  outputs: '[{\"name\":\"total\"")
        .doesNotContain("utc_time_created", "run_id");
  }

  @Test
  void writesAnExampleThatTheModelAnswers() throws Exception {
    byte[] model = TestingArtifact.sound().model();
    MlflowFlavor.write(directory, model, TestingArtifact.inputs(1));
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode input : Json.tree(directory.resolve(Artifact.INPUT_EXAMPLE)).path("inputs")) {
      inputs.add(TensorJson.read(input, Dialect.SERVER, "inputs"));
    }
    assertThat(inputs).isEqualTo(TestingArtifact.inputs(1));
    try (OnnxModel loaded = OnnxModel.load(model)) {
      assertThat(loaded.run(inputs)).containsKey("decision");
    }
  }

  @Test
  void writesEveryFileTheSameAgain() throws Exception {
    byte[] model = TestingGraphs.sum();
    Path other = Files.createDirectory(directory.resolve("other"));
    for (Path target : List.of(directory, other)) {
      MlflowFlavor.write(target, model, List.of(Tensor.column("a", 1)));
    }
    for (String file :
        List.of(
            "MLmodel", "conda.yaml", "python_env.yaml", "requirements.txt", "input_example.json")) {
      assertThat(other.resolve(file)).hasSameBinaryContentAs(directory.resolve(file));
    }
  }
}
