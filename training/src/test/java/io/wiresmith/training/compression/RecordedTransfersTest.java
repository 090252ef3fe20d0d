package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.TestingSpark;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped settings on all recorded transfers: minutes. */
@Tag("slow")
class RecordedTransfersTest {
  @Test
  void theShippedSettingsBeatTheSpecificationOnTheLastFifthInTime(@TempDir Path folder)
      throws Exception {
    TrainedArtifact trained =
        new CompressionTrainer()
            .train(
                TestingSpark.session(),
                LabelledFixture.everyNth(folder.resolve("workspace"), 1),
                Json.mapper().readTree(System.getProperty("training.settings", "{}")),
                new TrainingContext(
                    "test",
                    Integer.getInteger("training.seed", 1),
                    System.err::println,
                    folder.resolve("checkpoints")),
                folder.resolve("artifact"));
    JsonNode report = trained.report();
    ((com.fasterxml.jackson.databind.node.ObjectNode) report).remove("losses");
    System.err.println("REPORT " + report);
    assertThat(report.at("/test/ensemble/regret").asDouble())
        .isLessThan(report.at("/test/specification/regret").asDouble());
    assertThat(report.at("/test/ensemble/accuracy").asDouble()).isGreaterThan(0.93);
  }
}
