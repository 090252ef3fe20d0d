package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.fields.TaggerCheckpoints;
import io.wiresmith.training.fields.TaggerShape;
import io.wiresmith.training.fields.TaggerWeights;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.TrainingState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on real checkpoints of small networks. */
class CheckpointsCommandTest {
  private static final TaggerShape SHAPE = new TaggerShape(3, List.of(4), TagScheme.FIELDS.size());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path directory;

  private CheckpointStore store() {
    return TaggerCheckpoints.in(new Workspace(directory).checkpoints("fields"));
  }

  private CheckpointName kept(String version, int epoch, double f1) {
    EpochFigures figures = new EpochFigures(epoch, 1, 1 - f1, Map.of("f1", f1), 2);
    TaggerWeights weights = TaggerWeights.fresh(SHAPE, epoch);
    TrainingState state =
        new TrainingState(
            epoch,
            epoch,
            List.of(figures),
            weights.arrays(),
            weights.arrays(),
            weights.arrays(),
            9);
    CheckpointAbout about =
        new CheckpointAbout(
            "fields",
            version,
            epoch,
            state.metrics(),
            TaggerCheckpoints.architecture(SHAPE),
            Optional.empty(),
            List.of("d".repeat(64)),
            Json.mapper().createObjectNode(),
            42,
            "code",
            version);
    return store().commit(about, it -> TaggerCheckpoints.file(state, it), InstantSource.system());
  }

  @Test
  void withoutCheckpointsItSaysHowToMakeSome() {
    assertThat(text("checkpoints", "list")).startsWith("No checkpoints yet.");
    assertThat(execute("checkpoints", "rollback")).isEqualTo(14);
    assertThat(execute("checkpoints", "show")).isEqualTo(14);
    assertThat(err.toString()).contains("No checkpoint of fields is in use yet.");
  }

  @Test
  void listsShowsLoadsAndRollsBack() {
    CheckpointName first = kept("1.0.0", 1, 0.91);
    CheckpointName second = kept("1.0.0", 2, 0.85);
    CheckpointName third = kept("1.1.0", 1, 0.95);

    assertThat(json("checkpoints", "load", third.toString()).path("latest").asBoolean()).isTrue();
    JsonNode list = json("checkpoints", "list").path("checkpoints");
    assertThat(list.findValuesAsText("name"))
        .containsExactly(third.toString(), second.toString(), first.toString());
    assertThat(list.findValuesAsText("latest")).containsExactly("true", "false", "false");
    assertThat(text("checkpoints", "show")).contains("sound:", "\"embedding\":3,\"hidden\":[4]");

    assertThat(json("checkpoints", "rollback").path("name").asText()).isEqualTo(second.toString());
    JsonNode good = json("checkpoints", "rollback", "--version", "1.0.0", "--min-f1", "0.9");
    assertThat(good.path("name").asText()).isEqualTo(first.toString());
    assertThat(good.path("before").asText()).isEqualTo(second.toString());
    assertThat(json("checkpoints", "rollback", "--emergency").path("name").asText())
        .isEqualTo(third.toString());
    assertThat(store().names()).hasSize(3);
  }

  @Test
  void oneThatWasTamperedWithIsRefusedAndTheOneBeforeItOffered() throws IOException {
    CheckpointName first = kept("1.0.0", 1, 0.91);
    CheckpointName second = kept("1.0.0", 2, 0.92);
    CheckpointName third = kept("1.0.0", 3, 0.93);
    json("checkpoints", "load", third.toString());
    Path file = store().directory().resolve(second + ".bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 9] ^= 4;
    Files.write(file, bytes);

    for (String[] line :
        new String[][] {{"checkpoints", "rollback"}, {"checkpoints", "load", second.toString()}}) {
      err.getBuffer().setLength(0);
      assertThat(execute(line)).isEqualTo(13);
      assertThat(err.toString())
          .contains("Checkpoint " + second + " is refused", "checkpoints load " + first);
      assertThat(store().latest()).contains(third);
    }
    JsonNode done = json("checkpoints", "rollback", "--emergency");
    assertThat(done.path("name").asText()).isEqualTo(first.toString());
    assertThat(done.path("refused").has(second.toString())).isTrue();
  }

  @Test
  void pruneKeepsWhatOneMayGoBackTo() {
    CheckpointName best = kept("1.0.0", 1, 0.99);
    CheckpointName removable = kept("1.0.0", 2, 0.1);
    for (int epoch = 3; epoch < 9; epoch++) {
      kept("1.0.0", epoch, 0.5);
    }
    json("checkpoints", "load", store().names().get(0).toString());

    assertThat(text("checkpoints", "prune", "--dry-run")).contains("would remove 2 checkpoints");
    assertThat(json("checkpoints", "prune", "--keep", "6").path("removed"))
        .singleElement()
        .satisfies(it -> assertThat(it.asText()).isEqualTo(removable.toString()));
    assertThat(store().names()).hasSize(7).contains(best);
    assertThat(execute("checkpoints", "prune", "--keep", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("required are at least 5");
  }

  private String text(String... line) {
    out.getBuffer().setLength(0);
    assertThat(execute(line)).as(err.toString()).isZero();
    return out.toString();
  }

  private JsonNode json(String... line) {
    String[] all = Arrays.copyOf(line, line.length + 2);
    all[line.length] = "-o";
    all[line.length + 1] = "json";
    return Json.parse(text(all).getBytes(StandardCharsets.UTF_8), JsonNode.class, line[1]);
  }

  private int execute(String... line) {
    String[] all = Arrays.copyOf(line, line.length + 2);
    all[line.length] = "--workspace";
    all[line.length + 1] = directory.toString();
    return CommandLineFactory.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all);
  }
}
