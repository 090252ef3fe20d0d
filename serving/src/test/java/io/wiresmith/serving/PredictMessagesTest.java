package io.wiresmith.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.onnx.TestingDetector;
import io.wiresmith.serving.ServeProcessTest.TestingProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PredictMessagesTest {
  @TempDir Path directory;
  private TestingRegistry registry;

  @BeforeEach
  void open() {
    registry = TestingRegistry.in(directory);
    registry.publish(new TestingDetector(24)::write);
  }

  private TestingProcess predict(String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("predict", "fields@champion", "--registry", registry.root() + ""));
    words.addAll(List.of(more));
    return TestingProcess.start(directory, words.toArray(new String[0]));
  }

  @Test
  void aMessageIsAnsweredWithATableOfItsFields() throws Exception {
    try (TestingProcess predict = predict("--hex", "00 07 6869")) {
      assertThat(predict.exit()).isZero();
      assertThat(predict.output().lines())
          .contains(
              "message 1: 4 bytes, 3 fields",
              "          0  integer        1.000  00  |.|",
              "        2-3  string         1.000  68 69  |hi|")
          .first()
          .asString()
          .startsWith("fields version 1 (");
    }
  }

  @Test
  void severalMessagesAreAnsweredAsJsonInTheirOrder() throws Exception {
    try (TestingProcess predict =
        predict("--hex", "6162", "--hex", "00", "--base64", "aGk=", "-o", "json")) {
      assertThat(predict.exit()).isZero();
      JsonNode answer = Json.mapper().readTree(predict.output());
      assertThat(answer.path("model_version").asText()).isEqualTo("1");
      assertThat(answer.at("/messages/0/fields/0/hex").asText()).isEqualTo("6162");
      assertThat(answer.at("/messages/1/fields/0/type").asText()).isEqualTo("integer");
      assertThat(answer.at("/messages/2/fields/0/end").asInt()).isEqualTo(2);
      assertThat(answer.at("/messages/2/fields/0/confidence").asDouble()).isGreaterThan(.9);
    }
  }

  @Test
  void whatIsNoMessageIsRefusedByItsNumber() throws Exception {
    try (TestingProcess predict = predict("--hex", "00", "--hex", "0x")) {
      assertThat(predict.exit()).isEqualTo(2);
      assertThat(predict.errors())
          .contains("--hex number 2 has no hexadecimal digit as its character 2")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void messagesAreForTheModelOfFieldsAlone() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingProcess predict =
        TestingProcess.start(
            directory,
            "predict",
            "compression@champion",
            "--registry",
            registry.root() + "",
            "--hex",
            "00")) {
      assertThat(predict.exit()).isEqualTo(2);
      assertThat(predict.errors()).contains("compression@champion takes a request by --input");
    }
  }
}
