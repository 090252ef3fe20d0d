package io.wiresmith.registry;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.Approvals.Uncompared;
import io.wiresmith.registry.directory.DirectoryRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsTest {
  @TempDir Path directory;
  private ModelRegistry registry = new DirectoryRegistry(Path.of("unset"));

  @BeforeEach
  void aChampionAndAVersionThatWaits() {
    registry = new DirectoryRegistry(directory.resolve("registry"));
    waiting(1, 0);
    new Promotion(registry, "anna").promote(ref(1));
    waiting(2, 1);
  }

  private RegisteredVersion waiting(int run, int champion) {
    RegisteredVersion version =
        registry.register(
            TestingRegistration.of(directory, "run-" + run).against(champion).build());
    new Promotion(registry, "scheduler")
        .settle(
            version, PromotionPolicy.APPROVAL, Optional.of(champion).filter(number -> number > 0));
    return version;
  }

  private static ModelRef ref(int number) {
    return new ModelRef(KEY, new ModelRef.Number(number));
  }

  private Approvals approvals() {
    return new Approvals(registry, "scheduler");
  }

  private Optional<Integer> promoted(Uncompared uncompared) {
    return approvals().promote(KEY, uncompared).map(it -> it.promoted().version().number());
  }

  @Test
  void nothingMovesUntilSomeoneApproves() {
    assertThat(promoted(Uncompared.TAKE)).isEmpty();
    assertThat(registry.aliases(KEY)).isEqualTo(Map.of("champion", 1, "challenger", 2));
  }

  @Test
  void theNewestApprovedIsTakenAndOlderOnesNeverAfterIt() {
    waiting(3, 1);
    waiting(4, 1);
    approvals().approve(ref(2), "anna");
    approvals().approve(ref(3), "bert");

    assertThat(promoted(Uncompared.REFUSE)).contains(3);
    assertThat(promoted(Uncompared.TAKE)).isEmpty();
    assertThatThrownBy(() -> approvals().approve(ref(2), "anna"))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOTHING_TO_DO))
        .hasMessageContaining("does not wait for an approval: the champion is version 3");
  }

  @Test
  void oneThatWasNotJudgedAgainstThePresentChampionWaitsUnlessForced() {
    waiting(3, 1);
    new Promotion(registry, "anna").promote(ref(2));
    approvals().approve(ref(3), "anna");

    assertThatThrownBy(() -> promoted(Uncompared.REFUSE))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE_INCONCLUSIVE))
        .hasMessageContaining("was judged against version 1, and the champion is version 2")
        .hasMessageContaining("--force");
    assertThat(registry.aliases(KEY)).containsEntry("champion", 2);

    assertThat(promoted(Uncompared.TAKE)).contains(3);
    assertThat(registry.history(KEY).get(registry.history(KEY).size() - 1).why())
        .contains("approved by anna")
        .contains("forced: compression@3 (1.0.2) was judged against version 1");
  }

  @Test
  void whatWasRolledBackDoesNotComeBack() {
    approvals().approve(ref(2), "anna");
    assertThat(promoted(Uncompared.REFUSE)).contains(2);
    new Promotion(registry, "anna").rollback(KEY);

    assertThat(promoted(Uncompared.TAKE)).isEmpty();
    assertThat(registry.aliases(KEY)).containsEntry("champion", 1);
  }

  @Test
  void theSameRunAgainPromotesWhatIsApprovedByNameAndNothingElse() {
    RegisteredVersion waiting = registry.resolve(ref(2));
    Promotion promotion = new Promotion(registry, "scheduler");
    promotion.settle(waiting, PromotionPolicy.APPROVAL, Optional.of(1));
    assertThat(registry.aliases(KEY)).containsEntry("champion", 1);
    assertThat(approvals().hint(waiting)).get().asString().contains("--approve-by");

    RegisteredVersion approved = approvals().approve(ref(2), "anna");
    registry.tag(waiting, "wiresmith.approved-by", "");
    promotion.settle(approved, PromotionPolicy.APPROVAL, Optional.of(1));
    assertThat(registry.aliases(KEY)).as("taken back meanwhile").containsEntry("champion", 1);

    approvals().approve(ref(2), "bert");
    promotion.settle(waiting, PromotionPolicy.APPROVAL, Optional.of(1));
    assertThat(registry.aliases(KEY)).containsEntry("champion", 2).containsEntry("previous", 1);
    assertThat(registry.history(KEY).get(registry.history(KEY).size() - 1).why())
        .isEqualTo("approved by bert, registered compression@2 (1.0.1)");
    assertThat(approvals().hint(waiting)).isEmpty();
  }

  @Test
  void anEmptyTagIsNoApproval() {
    registry.tag(registry.resolve(ref(2)), "wiresmith.approved-by", " ");
    assertThat(promoted(Uncompared.TAKE)).isEmpty();
  }

  @Test
  void anApprovedVersionOfWhichAByteWasChangedIsNoChampion() {
    approvals().approve(ref(2), "anna");
    io.wiresmith.core.io.AtomicFiles.write(
        directory.resolve("registry/models/wiresmith-compression/2/model.onnx"), "other");

    assertThatThrownBy(() -> promoted(Uncompared.REFUSE))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH));
    assertThat(registry.aliases(KEY)).containsEntry("champion", 1);
  }
}
