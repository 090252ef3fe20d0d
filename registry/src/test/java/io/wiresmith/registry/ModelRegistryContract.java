package io.wiresmith.registry;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every registry keeps to. An implementation extends this and declares what it cannot do; the
 * default is that it can.
 */
public abstract class ModelRegistryContract {
  @TempDir Path workspace;

  /** The registry under test: the same contents however often it is opened in one test. */
  protected abstract ModelRegistry open();

  /** Changes one byte of a stored file of a version behind the registry's back. */
  protected abstract void tamper(RegisteredVersion version, String file);

  /** Moves an alias of the model behind the registry's back, as a person does. */
  protected abstract void moveOutside(String alias, int to);

  /** Whether an alias moves only from where the mover expects it. */
  protected boolean comparesAndSets() {
    return true;
  }

  @Test
  void registersAVersionWithAllThatBelongsToIt() {
    Registration registration = registration("run-1").build();

    RegisteredVersion version = open().register(registration);

    assertThat(version.id()).isEqualTo("compression@1");
    assertThat(version.semVer()).isEqualTo("1.0.0");
    assertThat(version.modelSha256()).isEqualTo(registration.artifact().modelSha256());
    assertThat(version.manifestSha256()).isEqualTo(registration.artifact().sha256());
    assertThat(version.files().keySet())
        .containsAll(Artifact.REQUIRED_FILES)
        .contains(ArtifactManifest.FILE);
    assertThat(version.runFiles().keySet()).containsExactly(EvaluationReport.FILE, "report.html");
    assertThat(version.tags())
        .containsEntry("wiresmith.run_key", "run-1")
        .containsEntry("wiresmith.version", "1.0.0")
        .containsEntry("wiresmith.sha256", version.modelSha256())
        .containsEntry("wiresmith.gate", "blessed")
        .containsEntry("wiresmith.dataset", "dataset")
        .containsEntry("team", "edge");
    assertThat(version.runId()).startsWith("compression-20261115T000000Z-");
    assertThat(version.aliases()).isEmpty();
    assertThat(open().list()).containsExactly(version);
  }

  @Test
  void registersTheSameRunOnce() {
    RegisteredVersion first = open().register(registration("run-1").build());
    RegisteredVersion again = open().register(registration("run-1").accuracy(.99).build());

    assertThat(again).isEqualTo(first);
    assertThat(open().list(KEY)).containsExactly(first);
    assertThat(open().findByRunKey(KEY, "run-1")).contains(first);
    assertThat(open().findByRunKey(KEY, "run-2")).isEmpty();
  }

  @Test
  void refusesAnArtifactThatTheGateDidNotJudge() {
    Registration judged = registration("run-1").build();
    Registration swapped =
        new Registration(
            judged.blessed(), registration("run-2").artifact(), "run-1", Map.of(), Map.of());

    assertThatError(() -> open().register(swapped), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("The gate judged compression with SHA-256")
        .hasMessageContaining("Evaluate this artifact first");
    assertThat(open().list()).isEmpty();
  }

  @Test
  void refusesAnArtifactThatWasChangedAfterItsExport() {
    Registration registration = registration("run-1").build();
    AtomicFiles.write(registration.artifact().directory().resolve("conda.yaml"), "changed");

    assertThatError(() -> open().register(registration), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("conda.yaml was changed");
    assertThat(open().list()).isEmpty();
  }

  @Test
  void countsMajorForInputsMinorForCodeAndPatchForData() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    registry.register(registration("run-2").build());
    registry.register(registration("run-3").code("b2").build());
    registry.register(registration("run-4").code("b2").inputs("rtt_ms, jitter_ms").build());
    registry.register(registration("run-5").code("b2").inputs("rtt_ms, jitter_ms").build());

    assertThat(registry.list(KEY))
        .extracting(RegisteredVersion::semVer)
        .containsExactly("1.0.0", "1.0.1", "1.1.0", "2.0.0", "2.0.1");
  }

  @Test
  void resolvesByAliasNumberAndSemVer() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    int second = registry.register(registration("run-2").build()).number();
    point(registry, "champion", 2, Optional.empty());

    for (String ref : List.of("compression@champion", "compression@2", "compression@1.0.1")) {
      assertThat(registry.resolve(ModelRef.parse(ref)).number()).as(ref).isEqualTo(second);
    }
    assertThat(registry.resolve(ModelRef.parse("compression@2")).aliases())
        .containsExactly("champion");
  }

  @Test
  void namesTheKnownVersionsWhenItDoesNotKnowOne() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    point(registry, "champion", 1, Optional.empty());

    for (String ref : List.of("compression@canary", "compression@7", "compression@3.0.0")) {
      assertThatError(() -> registry.resolve(ModelRef.parse(ref)), ErrorCode.NOT_FOUND)
          .hasMessageContaining("There is no " + ref)
          .hasMessageContaining("Versions: 1 (1.0.0). Aliases: champion -> 1.");
    }
  }

  @Test
  void saysThatThereIsNoVersionAtAll() {
    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@champion")), ErrorCode.NOT_FOUND)
        .hasMessageContaining("There is no compression@champion");
    assertThat(open().list()).isEmpty();
    assertThat(open().list(KEY)).isEmpty();
    assertThat(open().aliases(KEY)).isEmpty();
    assertThat(open().history(KEY)).isEmpty();
  }

  @Test
  void fetchesTheBytesThatWereRegistered() {
    ModelRegistry registry = open();
    RegisteredVersion version = registry.register(registration("run-1").build());

    assertThat(text(registry.fetch(version, Artifact.MODEL))).isEqualTo("weights of run-1");
    assertThat(text(registry.fetchRunFile(version, "report.html"))).isEqualTo("<p>Blessed</p>");
    assertThatError(() -> registry.fetch(version, "../version.json"), ErrorCode.NOT_FOUND)
        .hasMessageContaining("compression@1 has no file '../version.json'. It has: MLmodel,");
    assertThatError(() -> registry.fetchRunFile(version, "x"), ErrorCode.NOT_FOUND)
        .hasMessageContaining("It has: evaluation.json, report.html.");
  }

  @Test
  void tagsAVersionButNotWithItsOwnTags() {
    ModelRegistry registry = open();
    RegisteredVersion version = registry.register(registration("run-1").build());

    registry.tag(version, "stage", "canary");
    RegisteredVersion tagged = registry.tag(version, "team", "core");

    assertThat(tagged.tags()).containsEntry("stage", "canary").containsEntry("team", "core");
    assertThat(open().resolve(ModelRef.parse("compression@1"))).isEqualTo(tagged);
    assertThatError(() -> registry.tag(version, "wiresmith.run_key", "x"), ErrorCode.USAGE)
        .hasMessageContaining("is kept by the registry");
    assertThatError(() -> registry.tag(version, "../x", "x"), ErrorCode.USAGE)
        .hasMessageContaining("cannot be a tag");
  }

  @Test
  void movesAnAliasAndKeepsItsHistory() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    registry.register(registration("run-2").build());

    assertThat(point(registry, "champion", 1, Optional.empty())).isTrue();
    assertThat(point(registry, "champion", 1, Optional.empty())).isFalse();
    assertThat(point(registry, "champion", 2, Optional.of(1))).isTrue();

    assertThat(registry.aliases(KEY)).isEqualTo(Map.of("champion", 2));
    assertThat(registry.history(KEY))
        .extracting(HistoryEntry::alias, HistoryEntry::from, HistoryEntry::to, HistoryEntry::by)
        .containsExactly(
            tuple("champion", Optional.empty(), Optional.of(1), "anna"),
            tuple("champion", Optional.of(1), Optional.of(2), "anna"));
  }

  @Test
  void findsAMoveThatNobodyWroteDownAndWritesItDownWithTheNextOne() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    registry.register(registration("run-2").build());
    point(registry, "champion", 1, Optional.empty());
    moveOutside("champion", 2);

    HistoryEntry found = open().state(KEY).history().get(1);
    assertThat(found.action()).isEqualTo(AliasAction.FOUND);
    assertThat(found.from()).contains(1);
    assertThat(found.why()).startsWith("moved outside wiresmith: champion now at version 2 (");
    assertThat(open().history(KEY)).hasSize(1);

    point(registry, "canary", 1, Optional.empty());
    assertThat(open().history(KEY))
        .extracting(HistoryEntry::alias, HistoryEntry::action, HistoryEntry::to)
        .containsExactly(
            tuple("champion", AliasAction.PROMOTE, Optional.of(1)),
            tuple("champion", AliasAction.FOUND, Optional.of(2)),
            tuple("canary", AliasAction.PROMOTE, Optional.of(1)));
    assertThat(open().state(KEY).found()).isEmpty();
  }

  @Test
  void rollsBackToTheChampionBeforeOneThatWasMadeOutside() {
    ModelRegistry registry = open();
    Promotion promotion = new Promotion(registry, "anna");
    for (int run = 1; run <= 3; run++) {
      RegisteredVersion version = registry.register(registration("run-" + run).build());
      promotion.settle(version, PromotionPolicy.AUTO, registry.state(KEY).champion());
    }
    moveOutside("champion", 1);

    assertThat(promotion.rollback(KEY).version().number()).isEqualTo(3);
    assertThat(registry.aliases(KEY)).containsEntry("champion", 3).containsEntry("previous", 2);
    assertThat(registry.history(KEY))
        .extracting(HistoryEntry::action)
        .endsWith(AliasAction.FOUND, AliasAction.ROLLBACK);
    assertThat(promotion.rollback(KEY).version().number()).isEqualTo(2);
    assertThat(registry.aliases(KEY)).containsEntry("champion", 2).containsEntry("previous", 1);
  }

  @Test
  void refusesAMoveFromWhereTheAliasIsNot() {
    if (!comparesAndSets()) {
      return;
    }
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    registry.register(registration("run-2").build());
    point(registry, "champion", 1, Optional.empty());

    assertThatError(() -> point(registry, "champion", 2, Optional.empty()), ErrorCode.CONFLICT)
        .hasMessageContaining("'champion' of compression")
        .hasMessageContaining("is at version 1, not at no version as expected");
    assertThat(registry.aliases(KEY)).isEqualTo(Map.of("champion", 1));
    assertThat(registry.history(KEY)).hasSize(1);
  }

  @Test
  void refusesAnAliasForAVersionThatIsNotThere() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());

    assertThatError(() -> point(registry, "champion", 9, Optional.empty()), ErrorCode.NOT_FOUND)
        .hasMessageContaining("There is no compression@9");
    for (String alias : List.of("3", "latest", "v2", "../x", "1.0.0")) {
      assertThatError(() -> point(registry, alias, 1, Optional.empty()), ErrorCode.USAGE)
          .hasMessageContaining(alias);
    }
    assertThat(registry.aliases(KEY)).isEmpty();
  }

  @Test
  void removesAnAlias() {
    ModelRegistry registry = open();
    registry.register(registration("run-1").build());
    point(registry, "canary", 1, Optional.empty());

    registry.pointAlias(
        new AliasMove(
            KEY, "canary", Optional.empty(), Optional.of(1), AliasAction.PROMOTE, "anna", "done"));

    assertThat(registry.aliases(KEY)).isEmpty();
  }

  @Test
  void pullsAVersionAndLeavesAnEqualOneAsItIs() throws Exception {
    ModelRegistry registry = open();
    RegisteredVersion version = registry.register(registration("run-1").build());
    Path target = workspace.resolve("new/out");

    Artifact pulled = registry.pull(version, target);
    pulled.verify();
    var written = Files.getLastModifiedTime(target.resolve(Artifact.MODEL));
    Artifact again = registry.pull(version, target);

    assertThat(pulled.sha256()).isEqualTo(version.manifestSha256());
    assertThat(again).isEqualTo(pulled);
    assertThat(Files.getLastModifiedTime(target.resolve(Artifact.MODEL))).isEqualTo(written);
    assertThat(AtomicFiles.list(target)).hasSize(version.files().size());
    assertThat(AtomicFiles.list(workspace.resolve("new"))).containsExactly(target);
  }

  @Test
  void pullsIntoAnEmptyDirectoryButNotOverAnythingElse() {
    ModelRegistry registry = open();
    RegisteredVersion first = registry.register(registration("run-1").build());
    RegisteredVersion second = registry.register(registration("run-2").build());
    Path target = AtomicFiles.directory(workspace.resolve("out"));
    registry.pull(first, target).verify();

    assertThatError(() -> registry.pull(second, target), ErrorCode.USAGE)
        .hasMessageContaining("Cannot pull compression@2 into " + target)
        .hasMessageContaining("Nothing was changed");
    assertThat(Artifact.open(target).sha256()).isEqualTo(first.manifestSha256());

    Path other = workspace.resolve("other");
    AtomicFiles.write(other.resolve("notes.txt"), "mine");
    assertThatError(() -> registry.pull(first, other), ErrorCode.USAGE)
        .hasMessageContaining("it holds notes.txt");
    assertThatError(() -> registry.pull(first, other.resolve("notes.txt")), ErrorCode.USAGE)
        .hasMessageContaining("it is no directory");
    assertThat(AtomicFiles.list(other)).containsExactly(other.resolve("notes.txt"));
  }

  @Test
  void refusesEveryFileThatWasChanged() {
    ModelRegistry registry = open();
    RegisteredVersion whole = registry.register(registration("run-0").build());
    registry.verify(whole);
    for (String file : whole.files().keySet()) {
      RegisteredVersion version = registry.register(registration("run-" + file).build());
      tamper(version, file);
      Path target = workspace.resolve("out-" + file);

      assertNames(file, () -> registry.fetch(version, file));
      assertNames(file, () -> registry.verify(version));
      assertNames(file, () -> registry.pull(version, target));
      assertThat(target).doesNotExist();
    }
    registry.verify(whole);
  }

  @Test
  void carriesASignatureBesideTheFilesThatItSigns() {
    Registration registration = registration("run-1").build();
    byte[] signature = "a signature".getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(registration.artifact().directory().resolve(Artifact.SIGNATURE), signature);
    ModelRegistry registry = open();

    RegisteredVersion version = registry.register(registration);

    registry.verify(version);
    assertThat(registry.fetch(version, Artifact.SIGNATURE)).isEqualTo(signature);
    Path target = workspace.resolve("pulled");
    assertThat(registry.pull(version, target).manifest().files())
        .doesNotContainKey(Artifact.SIGNATURE);
    assertThat(target.resolve(Artifact.SIGNATURE)).hasBinaryContent(signature);
    tamper(version, Artifact.SIGNATURE);
    assertNames(Artifact.SIGNATURE, () -> registry.fetch(version, Artifact.SIGNATURE));
    assertNames(Artifact.SIGNATURE, () -> registry.verify(version));
  }

  @Test
  void numbersVersionsWithoutGapWhenManyRegisterAtOnce() throws Exception {
    int threads = 8;
    int each = 3;
    List<Callable<RegisteredVersion>> work = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      for (int i = 0; i < each; i++) {
        // Every run key is used by two threads.
        Registration registration = registration("run-" + (thread / 2) + "-" + i).build();
        work.add(() -> open().register(registration));
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<RegisteredVersion> version : pool.invokeAll(work)) {
        assertThat(version.get().number()).isPositive();
      }
    } finally {
      pool.shutdown();
    }

    int distinct = threads / 2 * each;
    assertThat(open().list(KEY))
        .extracting(RegisteredVersion::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, distinct).boxed().toList());
    assertThat(open().list(KEY))
        .extracting(v -> v.tags().get("wiresmith.run_key"))
        .doesNotHaveDuplicates();
    open().list(KEY).forEach(open()::verify);
  }

  @Test
  void anApprovedVersionBecomesChampionAndTheHistorySaysWhoApprovedAndWhoMoved() {
    ModelRegistry registry = open();
    Promotion settled = new Promotion(registry, "scheduler");
    settled.settle(
        registry.register(registration("run-1").build()), PromotionPolicy.AUTO, Optional.empty());
    RegisteredVersion waiting = registry.register(registration("run-2").against(1).build());
    settled.settle(waiting, PromotionPolicy.APPROVAL, Optional.of(1));
    Approvals approvals = new Approvals(open(), "scheduler");
    assertThat(approvals.promote(KEY, Approvals.Uncompared.REFUSE)).isEmpty();
    assertThat(registry.aliases(KEY)).containsEntry("champion", 1).containsEntry("challenger", 2);

    registry.tag(waiting, "wiresmith.approved-by", "anna");
    Approvals.Approved moved = approvals.promote(KEY, Approvals.Uncompared.REFUSE).orElseThrow();

    assertThat(moved.approvedBy()).isEqualTo("anna");
    assertThat(moved.promoted().version().number()).isEqualTo(2);
    assertThat(registry.aliases(KEY)).containsEntry("champion", 2).containsEntry("previous", 1);
    HistoryEntry last = registry.history(KEY).get(registry.history(KEY).size() - 1);
    assertThat(last.by()).isEqualTo("scheduler");
    assertThat(last.why()).startsWith("approved by anna, registered compression@2");
    assertThat(approvals.promote(KEY, Approvals.Uncompared.REFUSE)).isEmpty();
  }

  @Test
  void removesAVersionWithItsRunAndLeavesTheOthersWhole() {
    ModelRegistry registry = open();
    RegisteredVersion first = registry.register(registration("run-1").build());
    RegisteredVersion second = registry.register(registration("run-2").build());
    point(registry, "champion", 2, Optional.empty());

    assertThatError(() -> open().remove(second), ErrorCode.CONFLICT)
        .hasMessageContaining("champion points at it");
    registry.register(registration("run-3").build());
    open().remove(first);

    assertThat(open().list(KEY)).extracting(RegisteredVersion::number).containsExactly(2, 3);
    assertThat(open().damaged()).isEmpty();
    open().list(KEY).forEach(open()::verify);
    assertThatError(() -> open().resolve(ModelRef.parse("compression@1")), ErrorCode.NOT_FOUND)
        .hasMessageContaining("Versions: 2");
    assertThatError(() -> open().fetch(first, Artifact.MODEL), ErrorCode.DIGEST_MISMATCH);
    assertThatError(() -> open().fetchRunFile(first, "report.html"), ErrorCode.DIGEST_MISMATCH);
    assertThatError(
            () -> open().remove(open().resolve(ModelRef.parse("compression@3"))),
            ErrorCode.CONFLICT)
        .hasMessageContaining("it is the newest");
    RegisteredVersion again = registry.register(registration("run-1").build());
    assertThat(again.number()).isEqualTo(4);
    open().verify(again);
  }

  /** The registration of one run. */
  protected final TestingRegistration registration(String runKey) {
    return TestingRegistration.of(workspace, runKey);
  }

  /** Moves an alias as anna. */
  protected static boolean point(
      ModelRegistry registry, String alias, int to, Optional<Integer> expected) {
    return registry.pointAlias(
        new AliasMove(
            KEY, alias, Optional.of(to), expected, AliasAction.PROMOTE, "anna", "a test"));
  }

  private static void assertNames(String file, ThrowingCallable call) {
    assertThatError(call, ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("/" + file + " was changed");
  }

  /** Asserts the code and goes on with the message. */
  protected static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertThatError(
      ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }
}
