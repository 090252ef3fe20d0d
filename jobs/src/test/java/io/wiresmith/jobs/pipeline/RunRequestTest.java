package io.wiresmith.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRequestTest {
  @Test
  void aRecordKeepsTheFlagsAndNoSecret() {
    RunRequest request =
        RunRequest.pinned(
            new RunRequest(
                ModelKey.of(ModelId.COMPRESSION),
                "t.lp",
                "registry",
                Optional.empty(),
                Optional.empty(),
                "w.yaml",
                Map.of("notifications.webhook", "https://hooks/SECRET", "training.seed", "7")),
            Instant.EPOCH);

    assertThat(request.toMap()).containsEntry("flags", "{\"training.seed\":\"7\"}");
    assertThat(request.command()).contains("-Dtraining.seed=7");
    assertThat(String.join(" ", request.command())).doesNotContain("SECRET");
  }
}
