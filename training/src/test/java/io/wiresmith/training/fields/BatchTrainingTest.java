package io.wiresmith.training.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.CheckpointManifest;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.Lineage;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceSettings;
import io.wiresmith.training.sequence.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a small tagger: kept, refused, gone on from, undone. */
class BatchTrainingTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2025-01-02T12:00:00Z"));
  private static final TaggerTrainer FIRST =
      new TaggerTrainer(6, new SequenceSettings(List.of(10), 0.1, 0.02, 1e-4, 5, 16, 12, 0));
  private static final TaggerTrainer MORE =
      new TaggerTrainer(6, new SequenceSettings(List.of(10), 0.1, 0.005, 1e-4, 5, 16, 3, 0));
  private static final List<LabelledMessage> OLD = ToyMessages.counted(24, 2);

  /** The state behind the best epoch of a first training. */
  private static byte[] trained = new byte[0];

  private static final CheckpointAbout ABOUT = about(FIRST.shape());

  @TempDir Path directory;
  private SoundCheckpoint start = new SoundCheckpoint(name(), manifest(), trained);

  private static CheckpointName name() {
    return CheckpointName.parse("fields_v1.0.0_epoch1_f10.9000_20250102_120000");
  }

  private static CheckpointManifest manifest() {
    return new CheckpointManifest(name().toString(), 0, "", ABOUT);
  }

  private static CheckpointAbout about(TaggerShape shape) {
    return new CheckpointAbout(
        TaggerCheckpoints.MODEL,
        "1.0.0",
        1,
        Map.of("f1", 0.9),
        TaggerCheckpoints.architecture(shape),
        Optional.empty(),
        List.of("first"),
        Json.mapper().createObjectNode(),
        11,
        "code",
        "first training");
  }

  @BeforeAll
  static void train(@TempDir Path scratch) {
    List<TrainingState> states = new ArrayList<>();
    FIRST.fit(
        ToyMessages.counted(96, 1),
        OLD,
        new SequenceRun(11, "toy", scratch.resolve("c"), Duration.ofHours(1), it -> {}, it -> {}),
        new Lineage(Optional.empty(), states::add));
    TrainingState best =
        states.stream().filter(TrainingState::isBest).reduce((a, b) -> b).orElseThrow();
    EpochFigures figures = best.figures();
    assertThat(figures.figures().get("f1")).isGreaterThan(0.8);
    trained = TaggerCheckpoints.file(best, ABOUT);
  }

  @BeforeEach
  void keep() {
    start = store().use(store().commit(ABOUT, it -> trained, CLOCK));
  }

  private CheckpointStore store() {
    return TaggerCheckpoints.in(directory.resolve("checkpoints/fields"));
  }

  private IncrementalTraining training(double margin, Consumer<String> lines, InstantSource clock) {
    return training(MORE, margin, lines, clock);
  }

  private IncrementalTraining training(
      TaggerTrainer trainer, double margin, Consumer<String> lines, InstantSource clock) {
    return new IncrementalTraining(
        new BatchTraining(
            trainer,
            margin,
            Json.mapper().createObjectNode(),
            Duration.ofSeconds(60),
            store(),
            new TrainingContext("code", 11, lines, directory.resolve("checkpoints/work")),
            clock));
  }

  private static NewBatch batch(String name, List<LabelledMessage> messages) {
    return new NewBatch(name, messages.subList(8, messages.size()), messages.subList(0, 8));
  }

  private static List<NewBatch> batches() {
    return List.of(
        batch("second", ToyMessages.counted(56, 3)), batch("third", ToyMessages.counted(40, 4)));
  }

  @Test
  void eachBatchIsACheckpointAndTheOneInUseStaysMeanwhile() {
    List<String> lines = new ArrayList<>();
    IncrementalTraining.Learned learned =
        training(0.2, lines::add, CLOCK).learn(start, batches(), OLD);

    assertThat(learned.metrics()).extracting(BatchMetrics::kept).containsExactly(true, true);
    assertThat(learned.metrics()).extracting(BatchMetrics::samples).containsExactly(48, 32);
    List<CheckpointName> names = store().names();
    assertThat(names)
        .extracting(CheckpointName::version)
        .containsExactly("1.0.2", "1.0.1", "1.0.0");
    assertThat(learned.checkpoint().name()).isEqualTo(names.get(0));
    assertThat(store().latest()).contains(start.name());
    CheckpointAbout last = store().verify(names.get(0)).manifest().about();
    assertThat(last.data()).containsExactly("first", "second", "third");
    assertThat(last.parent()).contains(store().manifest(names.get(1)).sha256());
    assertThat(last.metrics()).containsKeys("f1", "old_f1", "training_loss");
    TrainingState state = TaggerCheckpoints.state(store().verify(names.get(1)));
    assertThat(state.steps())
        .as("the optimizer went on")
        .isEqualTo(TaggerCheckpoints.state(start).steps() + 3L * state.epoch());
    assertThat(lines).anyMatch(it -> it.startsWith("train batch 2: 32 messages"));
  }

  @Test
  void aBatchIsUndoneWhenAllTogetherHaveForgottenTooMuch() {
    List<float[]> begin = TaggerCheckpoints.state(start).weights();
    ForgettingGuard whole = ForgettingGuard.below(FIRST, begin, OLD, 0.05);
    BatchTraining batches = training(0.2, it -> {}, CLOCK).batches();
    NewBatch second = batch("second", ToyMessages.counted(56, 3));

    assertThat(whole.holds(FIRST, begin)).isTrue();
    assertThat(whole.holds(FIRST, TaggerWeights.fresh(MORE.shape(), 11).arrays())).isFalse();
    assertThat(batches.learn(start, 1, second, OLD, new ForgettingGuard(OLD, 1.01)).kept())
        .isFalse();
    assertThat(batches.learn(start, 2, second, OLD, whole).kept()).isTrue();
  }

  @Test
  void aBatchThatMakesItForgetIsUndone() {
    List<NewBatch> all =
        List.of(
            batch("contrary", ToyMessages.contrary(200, 3)),
            batch("third", ToyMessages.counted(40, 4)));
    IncrementalTraining.Learned learned =
        training(FIRST, 0.05, it -> {}, CLOCK).learn(start, all, OLD);

    BatchMetrics undone = learned.metrics().get(0);
    assertThat(undone.kept()).isFalse();
    assertThat(undone.checkpoint()).isEmpty();
    assertThat(undone.oldF1After()).isLessThan(undone.oldF1Before() - 0.05);
    assertThat(learned.metrics().get(1).oldF1Before()).isEqualTo(undone.oldF1Before());
    assertThat(store().names()).hasSize(2);
    assertThat(learned.checkpoint().manifest().about().data()).containsExactly("first", "third");
    assertThat(learned.checkpoint().manifest().about().parent())
        .contains(start.manifest().sha256());
  }

  @Test
  void whereEveryBatchIsUndoneTheOneInUseStays() {
    IncrementalTraining.Learned learned =
        training(FIRST, 0.05, it -> {}, CLOCK)
            .learn(start, List.of(batch("contrary", ToyMessages.contrary(200, 3))), OLD);

    assertThat(learned.checkpoint().name()).isEqualTo(start.name());
    assertThat(store().latest()).contains(start.name());
    assertThat(store().names()).hasSize(1);
  }

  @Test
  void aTrainingThatBreaksOffAnywhereEndsInTheSameBytes() throws IOException {
    String whole = digest(training(0.2, it -> {}, CLOCK).learn(start, batches(), OLD));
    for (int at = 0; at < 10; at++) {
      clear();
      AtomicInteger left = new AtomicInteger(at);
      assertThatThrownBy(
              () ->
                  training(0.2, it -> killed(left), () -> killed(left, CLOCK.instant()))
                      .learn(start, batches(), OLD))
          .hasMessage("killed");
      assertThat(store().latest()).contains(start.name());

      assertThat(digest(training(0.2, it -> {}, CLOCK).learn(start, batches(), OLD)))
          .isEqualTo(whole);
      assertThat(store().names()).hasSize(3);
    }
  }

  private static String digest(IncrementalTraining.Learned learned) {
    return Sha256.of(learned.checkpoint().file());
  }

  private static void killed(AtomicInteger left) {
    killed(left, Instant.EPOCH);
  }

  private static Instant killed(AtomicInteger left, Instant now) {
    if (left.getAndDecrement() == 0) {
      throw new IllegalStateException("killed");
    }
    return now;
  }

  private void clear() throws IOException {
    io.wiresmith.core.io.AtomicFiles.deleteTree(directory.resolve("checkpoints"));
    assertThat(directory.resolve("checkpoints")).doesNotExist();
    keep();
  }

  @Test
  void noNewMessagesAreAnError() {
    assertThatThrownBy(
            () ->
                training(0.2, it -> {}, CLOCK)
                    .learn(start, List.of(new NewBatch("none", List.of(), List.of())), OLD))
        .isInstanceOfSatisfying(
            WiresmithException.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.DATA_QUALITY))
        .hasMessageStartingWith("Batch 1 (dataset none) has 0 messages to learn from");
  }

  @Test
  void aCheckpointThatWasChangedAnywhereIsRefusedByName() throws IOException {
    Path file = directory.resolve("checkpoints/fields").resolve(start.name() + ".bin");
    byte[] sound = Files.readAllBytes(file);
    for (int at : new int[] {0, 40, sound.length / 2, sound.length - 1}) {
      byte[] changed = sound.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> store().verify(start.name()))
          .hasMessageContaining("Checkpoint " + start.name() + " is refused:")
          .hasMessageContaining("it was changed");
    }
    Files.write(file, java.util.Arrays.copyOf(sound, sound.length - 4));
    assertThatThrownBy(() -> store().verify(start.name())).hasMessageContaining("truncated");
  }

  @Test
  void whatIsWrongInsideIsFoundEvenIfAllDigestsHold() throws IOException {
    TrainingState state = TaggerCheckpoints.state(start);
    assertRefused(
        rewritten(state, about(new TaggerShape(6, List.of(12), 14)), ABOUT),
        "manifest does not say");
    CheckpointAbout other = about(new TaggerShape(6, List.of(12), 14));
    assertRefused(rewritten(state, other, other), "its architecture requires");
    ObjectNode unknown = Json.mapper().createObjectNode().put("kind", "transformer");
    CheckpointAbout foreign =
        new CheckpointAbout(
            ABOUT.model(),
            ABOUT.version(),
            ABOUT.epoch(),
            ABOUT.metrics(),
            unknown,
            ABOUT.parent(),
            ABOUT.data(),
            ABOUT.settings(),
            ABOUT.seed(),
            ABOUT.codeRevision(),
            ABOUT.training());
    assertRefused(
        rewritten(state, foreign, foreign), "its architecture is {\"kind\":\"transformer\"}");
    state.weights().get(3)[2] = Float.NaN;
    assertRefused(rewritten(state, ABOUT, ABOUT), "array 4 of its weights holds NaN");
  }

  private void assertRefused(CheckpointName name, String why) {
    assertThatThrownBy(() -> store().use(name))
        .hasMessageContaining("Checkpoint " + name + " is refused:")
        .hasMessageContaining(why);
    assertThat(store().latest()).contains(start.name());
  }

  private CheckpointName rewritten(
      TrainingState state, CheckpointAbout inside, CheckpointAbout outside) {
    return store().commit(outside, it -> TaggerCheckpoints.file(state, inside), CLOCK);
  }

  @Test
  void aCheckpointUnderAnotherNameIsRefused() throws IOException {
    Path home = directory.resolve("checkpoints/fields");
    CheckpointName better = CheckpointName.parse("fields_v1.0.0_epoch1_f10.9999_20250102_130000");
    for (String ending : new String[] {".bin", ".json"}) {
      Files.copy(
          home.resolve(start.name() + ending),
          home.resolve(better + ending),
          StandardCopyOption.REPLACE_EXISTING);
    }

    assertRefused(better, "of another checkpoint");
  }
}
