package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.ModelRegistryContract;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MlflowRegistryTest extends ModelRegistryContract {
  private static final String NAME = "wiresmith-compression";

  @RegisterExtension static final OneMlflow SERVER = new OneMlflow();

  @TempDir Path directory;
  private TestingMlflow mlflow;

  @BeforeEach
  void serverOfAllTests() {
    mlflow = SERVER.get();
  }

  @Override
  protected ModelRegistry open() {
    return MlflowRegistry.of(mlflow.uri(), Map.of());
  }

  @Override
  protected void tamper(RegisteredVersion version, String file) {
    Path path = file(version, file);
    byte[] bytes = AtomicFiles.read(path);
    bytes[bytes.length / 2] ^= 1;
    AtomicFiles.write(path, bytes);
  }

  @Override
  protected void moveOutside(String alias, int to) {
    mlflow.send(
        "POST",
        "registered-models/alias",
        Map.of("name", NAME, "alias", alias, "version", Integer.toString(to)));
  }

  private Path file(RegisteredVersion version, String file) {
    return mlflow.artifacts().resolve(version.tags().get("wiresmith.artifacts")).resolve(file);
  }

  private JsonNode version(int number) {
    return mlflow
        .get("model-versions/get?name=" + NAME + "&version=" + number)
        .path("model_version");
  }

  @Test
  void showsTheWholeRunToAReviewer() {
    open().register(registration("run-1").build());

    JsonNode version = version(1);
    assertThat(version.path("description").asText())
        .startsWith("Blessed on 12,000 rows from 2026-11-06T00:00:00Z")
        .contains("\n\nThere was no champion to compare with.\n\n|")
        .contains("| accuracy | \u00a0\u00a0\u00a0**0.9500** |")
        .contains("- The test has 12,000 rows");
    JsonNode run = mlflow.get("runs/get?run_id=" + version.path("run_id").asText()).path("run");
    assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
    assertThat(run.at("/info/run_name").asText()).startsWith("compression-20261115T000000Z-");
    assertThat(values(run.at("/data/metrics")))
        .containsEntry("test/accuracy", "0.95")
        .containsEntry("test/rows", "12000.0")
        .containsEntry("slice/link_type_wan/regret", "0.009");
    assertThat(values(run.at("/data/params")))
        .containsEntry("rounds", "200")
        .containsEntry("code_revision", "a1");
    assertThat(values(run.at("/data/tags")))
        .containsEntry("wiresmith.gate", "blessed")
        .containsEntry("mlflow.note.content", version.path("description").asText());
    assertThat(run.at("/inputs/dataset_inputs"))
        .extracting(input -> input.at("/dataset/name").asText())
        .containsExactlyInAnyOrder("compression-training", "compression-test");
    String model = version.path("source").asText().replace("models:/", "");
    assertThat(run.at("/outputs/model_outputs/0/model_id").asText()).isEqualTo(model);
    assertThat(mlflow.get("logged-models/" + model).at("/model/info/status").asText())
        .isEqualTo("LOGGED_MODEL_READY");
    assertThat(mlflow.get("artifacts/list?run_id=" + version.path("run_id").asText()).path("files"))
        .extracting(file -> file.path("path").asText())
        .containsExactlyInAnyOrder("evaluation.json", "report.html");
  }

  private static Map<String, String> values(JsonNode entries) {
    Map<String, String> values = new java.util.TreeMap<>();
    entries.forEach(entry -> values.put(entry.path("key").asText(), entry.path("value").asText()));
    return values;
  }

  @Test
  void aVersionWhoseRecordWasChangedIsNamedAndHidesNoOther() {
    RegisteredVersion first = open().register(registration("run-1").build());
    open().register(registration("run-2").build());
    open().register(registration("run-3").build());
    RegisteredVersion third = open().resolve(ModelRef.parse("compression@3"));
    setTag(2, "wiresmith.sha256", "0".repeat(64));

    assertThat(open().list()).containsExactly(first, third);
    assertThat(open().damaged())
        .singleElement()
        .satisfies(
            damaged ->
                assertThat(damaged.damage())
                    .contains("/#/models/wiresmith-compression/versions/2's tag wiresmith.sha256")
                    .contains("was changed"));
    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@2")), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("Restore it");
    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@9.9.9")), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("cannot be told");
    assertThat(open().register(registration("run-4").build()).semVer()).isEqualTo("1.0.3");
  }

  @Test
  void aRecordOfAnotherModelOrWithOneChangedCharacterIsRefused() {
    open().register(registration("run-1").build());
    String record = tag("wiresmith.record");

    for (int i = 0; i < record.length(); i += 41) {
      char other = record.charAt(i) == '0' ? '1' : '0';
      setTag(1, "wiresmith.record", record.substring(0, i) + other + record.substring(i + 1));
      assertThatError(
              () -> open().resolve(ModelRef.parse("compression@1")), ErrorCode.DIGEST_MISMATCH)
          .hasMessageContaining("wiresmith.record");
    }
    setTag(1, "wiresmith.record", record);
    open().verify(open().resolve(ModelRef.parse("compression@1")));
    setTag(1, "wiresmith.version", "newest");
    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@1")), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("is 'newest', which is no SemVer");
  }

  @Test
  void theSameRunBesideItsDamagedVersionIsPublishedAnewAndTakesNothingFromIt() {
    String run = createRun();
    RegisteredVersion damaged = open().register(shownAs(run));
    String record = tag("wiresmith.record");
    setTag(1, "wiresmith.record", record + " ");

    RegisteredVersion again = open().register(shownAs(run));
    setTag(1, "wiresmith.record", record);

    assertThat(again.number()).isEqualTo(2);
    assertThat(version(2).path("run_id").asText())
        .isNotEqualTo(run)
        .isNotEqualTo(version(1).path("run_id").asText());
    open().verify(open().resolve(ModelRef.parse("compression@1")));
    assertThat(open().resolve(ModelRef.parse("compression@1")).files()).isEqualTo(damaged.files());
    open().verify(again);
  }

  @Test
  void whatAnotherVersionIsMadeOfStaysWhenOneIsRemoved() {
    RegisteredVersion first = open().register(registration("run-1").build());
    open().register(registration("run-2").build());
    String source = version(1).path("source").asText();
    String run = version(1).path("run_id").asText();
    mlflow.send(
        "POST",
        "model-versions/create",
        Map.of(
            "name",
            NAME,
            "source",
            source,
            "run_id",
            run,
            "model_id",
            source.replace("models:/", "")));

    open().remove(first);

    assertThat(mlflow.get("runs/get?run_id=" + run).at("/run/info/lifecycle_stage").asText())
        .isEqualTo("active");
    assertThat(mlflow.get("artifacts/list?run_id=" + run).path("files")).isNotEmpty();
    assertThat(mlflow.get("logged-models/" + source.replace("models:/", "")).path("model"))
        .isNotEmpty();
    open().verify(open().resolve(ModelRef.parse("compression@2")));
  }

  private String createRun() {
    String experiment =
        mlflow
            .send("POST", "experiments/create", Map.of("name", "wiresmith/compression"))
            .path("experiment_id")
            .asText();
    return mlflow
        .send("POST", "runs/create", Map.of("experiment_id", experiment, "start_time", 1))
        .at("/run/info/run_id")
        .asText();
  }

  @Test
  void findsMoreRunsThanOnePageHolds() {
    String first = createRun();
    String experiment =
        mlflow.get("runs/get?run_id=" + first).at("/run/info/experiment_id").asText();
    for (int i = 0; i < 101; i++) {
      List<Map<String, String>> tags = List.of(Map.of("key", "wiresmith.of", "value", "page"));
      mlflow.send("POST", "runs/create", Map.of("experiment_id", experiment, "tags", tags));
    }
    MlflowServer server = MlflowServer.of(mlflow.uri(), Map.of());
    MlflowApi api = new MlflowApi(new MlflowHttp(server, MlflowPatience.usual()));

    assertThat(new RunCalls(api).search(experiment, "wiresmith.of", "page"))
        .hasSize(101)
        .extracting(run -> run.at("/info/run_id").asText())
        .doesNotHaveDuplicates();
  }

  private Registration shownAs(String run) {
    Registration plain = registration("run-1").build();
    return new Registration(
        plain.blessed(),
        plain.artifact(),
        plain.runKey(),
        plain.tags(),
        plain.runFiles(),
        run,
        List.of());
  }

  private String tag(String name) {
    return values(version(1).path("tags")).getOrDefault(name, "");
  }

  private void setTag(int version, String name, String value) {
    mlflow.send(
        "POST",
        "model-versions/set-tag",
        Map.of("name", NAME, "version", "" + version, "key", name, "value", value));
  }

  @Test
  void aVersionThatSomeoneElseMadeIsNoneOfOurs() {
    open().register(registration("run-1").build());
    String source = version(1).path("source").asText();
    mlflow.send(
        "POST",
        "model-versions/create",
        Map.of("name", NAME, "source", source, "model_id", source.replace("models:/", "")));

    assertThat(open().list(KEY)).hasSize(1);
    assertThat(open().damaged().get(0).damage()).contains("was not registered by Wiresmith");
    assertThat(open().register(registration("run-2").build()).id()).isEqualTo("compression@3");
  }

  @Test
  void verifyNamesWhatIsMissingAndWhatDoesNotBelongThere() {
    RegisteredVersion version = open().register(registration("run-1").build());
    AtomicFiles.deleteTree(file(version, "MLmodel"));
    AtomicFiles.write(file(version, "extra.pkl"), "x");

    assertThatError(() -> open().verify(version), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("/artifacts/MLmodel is missing")
        .hasMessageContaining("/artifacts/extra.pkl does not belong to this version");
    assertThatError(() -> open().fetch(version, "MLmodel"), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("is missing");
  }

  @Test
  void anAliasOfADeletedVersionPointsNowhere() {
    open().register(registration("run-1").build());
    open().register(registration("run-2").build());
    point(open(), "champion", 2, Optional.empty());
    mlflow.send("DELETE", "model-versions/delete", Map.of("name", NAME, "version", "2"));

    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@champion")), ErrorCode.NOT_FOUND)
        .hasMessageContaining("There is no compression@champion")
        .hasMessageContaining("Versions: 1 (1.0.0).");
  }

  @Test
  void publishesFiveMegabytesWithTwoHundredFiguresInAtMostSixtyRequests() {
    LargePublication.of(directory, "first").publish(open());
    LargePublication.of(directory, "second").publish(open());
    for (int round = 0; round < 2; round++) {
      LargePublication large = LargePublication.of(directory, "large-" + round);
      ModelRegistry registry = open();
      long before = mlflow.requests();

      large.publish(registry);

      assertThat(mlflow.requests() - before).isBetween(20L, 60L);
    }
    assertThat(open().aliases(KEY))
        .containsExactlyInAnyOrderEntriesOf(Map.of("challenger", 4, "champion", 4, "previous", 3));
    assertThat(open().resolve(ModelRef.champion(KEY)).files()).containsKey("model.onnx");
  }

  @Test
  void holdsWhatItRegisteredAcrossAKillOfTheServer() {
    RegisteredVersion version = open().register(registration("run-1").build());
    point(open(), "champion", 1, Optional.empty());

    mlflow.kill();
    mlflow.restart();

    RegisteredVersion champion = open().resolve(ModelRef.champion(KEY));
    assertThat(champion.files()).isEqualTo(version.files());
    open().verify(champion);
    assertThat(List.copyOf(champion.aliases())).containsExactly("champion");
  }
}
