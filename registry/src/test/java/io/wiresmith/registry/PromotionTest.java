package io.wiresmith.registry;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.registry.directory.DirectoryRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionTest {
  @TempDir Path directory;
  private ModelRegistry registry = new DirectoryRegistry(Path.of("unset"));
  private Promotion promotion = new Promotion(registry, "anna");

  @BeforeEach
  void open() {
    registry = new DirectoryRegistry(directory.resolve("registry"));
    promotion = new Promotion(registry, "anna");
  }

  @Test
  void autoMakesChallengerThenChampionAndKeepsThePrevious() {
    publish(1);
    assertAliases(Map.of("challenger", 1, "champion", 1));
    publish(2);
    assertAliases(Map.of("challenger", 2, "champion", 2, "previous", 1));
  }

  @Test
  void manualStopsAtChallengerUntilSomeonePromotes() {
    publish(1);
    promotion.settle(register(2), PromotionPolicy.MANUAL, champion());
    assertAliases(Map.of("challenger", 2, "champion", 1));

    Promoted promoted = promotion.promote(ModelRef.parse("compression@challenger"));

    assertThat(promoted.version().number()).isEqualTo(2);
    assertThat(promoted.unchanged()).isFalse();
    assertThat(promoted.version().aliases()).containsExactly("challenger", "champion");
    assertAliases(Map.of("challenger", 2, "champion", 2, "previous", 1));
    assertThat(promotion.promote(ModelRef.parse("compression@2")).unchanged()).isTrue();
  }

  @Test
  void rollsBackAlongTheChainUntilNothingIsLeft() {
    publish(1);
    publish(2);
    publish(3);

    assertThat(promotion.rollback(KEY).version().number()).isEqualTo(2);
    assertAliases(Map.of("challenger", 3, "champion", 2, "previous", 1));
    assertThat(promotion.rollback(KEY).version().number()).isEqualTo(1);
    assertAliases(Map.of("challenger", 3, "champion", 1));
    assertNothing("no version was champion before 1");

    promotion.promote(ModelRef.parse("compression@3"));
    assertAliases(Map.of("challenger", 3, "champion", 3, "previous", 1));
  }

  @Test
  void rollsBackToAGivenVersion() {
    publish(1);
    publish(2);
    publish(3);

    promotion.rollback(ModelRef.parse("compression@1"));
    assertAliases(Map.of("challenger", 3, "champion", 1));
    assertThat(promotion.rollback(ModelRef.parse("compression@1")).unchanged()).isTrue();
  }

  @Test
  void saysThatThereIsNothingToRollBackTo() {
    assertNothing("it has no champion");
    publish(1);
    assertNothing("no version was champion before 1");
    assertAliases(Map.of("challenger", 1, "champion", 1));
  }

  @Test
  void theSameRunAgainDoesNotUndoARollback() {
    publish(1);
    publish(2);
    promotion.rollback(KEY);

    Promoted again = promotion.settle(register(2), PromotionPolicy.AUTO, champion());

    assertThat(again.unchanged()).isTrue();
    assertThat(again.version().number()).isEqualTo(1);
    assertAliases(Map.of("challenger", 2, "champion", 1));
  }

  @Test
  void anOlderVersionDoesNotReplaceANewerOne() {
    RegisteredVersion late = register(1);
    publish(2);

    promotion.settle(late, PromotionPolicy.AUTO, champion());

    assertAliases(Map.of("challenger", 2, "champion", 2));
  }

  @Test
  void aVersionThatWasNotComparedWithTheChampionStaysChallenger() {
    publish(1);

    promotion.settle(register(2), PromotionPolicy.AUTO, Optional.empty());

    assertThat(registry.aliases(KEY)).containsEntry("champion", 1).containsEntry("challenger", 2);
  }

  @Test
  void doesNotMakeAChangedVersionChampion() {
    publish(1);
    RegisteredVersion second = register(2);
    AtomicFiles.write(
        directory.resolve("registry/models/wiresmith-compression/2/model.onnx"), "other");

    assertThatThrownBy(() -> promotion.settle(second, PromotionPolicy.AUTO, champion()))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("wiresmith-compression/2/model.onnx was changed");
    assertThat(registry.aliases(KEY)).containsEntry("champion", 1);
  }

  @Test
  void endsTheSameWayWhereverAProcessDies() {
    endsTheSameWay(3, p -> p.settle(registry.resolve(ref(3)), PromotionPolicy.AUTO, champion()));
    open();
    endsTheSameWay(3, p -> p.promote(ref(3)));
    open();
    endsTheSameWay(2, p -> p.rollback(KEY));
  }

  @Test
  void aRollbackThatWasKilledBeforeItsLineInTheHistoryIsFinishedAndNotUndone() {
    publish(1);
    publish(2);
    publish(3);
    registry.pointAlias(
        new AliasMove(
            KEY, "previous", Optional.of(1), Optional.of(2), AliasAction.ROLLBACK, "anna", "back"));
    AtomicFiles.write(
        directory.resolve("registry/models/wiresmith-compression/aliases/champion"), "2\n");

    assertThat(promotion.rollback(KEY).unchanged()).isTrue();
    assertAliases(Map.of("challenger", 3, "champion", 2, "previous", 1));
    assertThat(promotion.rollback(KEY).version().number()).isEqualTo(1);
    assertAliases(Map.of("challenger", 3, "champion", 1));
  }

  @Test
  void rollsBackEvenIfTheChampionBeforeThatIsNoLongerThere() {
    publish(1);
    publish(2);
    publish(3);
    promotion.promote(ref(1), "previous");
    AtomicFiles.deleteTree(directory.resolve("registry/models/wiresmith-compression/1"));

    assertThat(promotion.rollback(KEY).version().number()).isEqualTo(2);
    assertAliases(Map.of("challenger", 3, "champion", 2));
  }

  /** Dies before each move of an alias in turn, then calls again. */
  private void endsTheSameWay(int last, Consumer<Promotion> call) {
    Map<String, Integer> expected = Map.of();
    for (int moves = 10; moves >= 0; moves--) {
      AtomicFiles.deleteTree(directory);
      publish(1);
      publish(2);
      if (last == 3) {
        register(3);
      } else {
        publish(3);
      }
      boolean died = false;
      try {
        call.accept(new Promotion(new DyingRegistry(registry, new AtomicInteger(moves)), "anna"));
      } catch (IllegalStateException e) {
        died = true;
      }
      if (!died) {
        expected = registry.aliases(KEY);
      } else {
        call.accept(promotion);
        assertThat(registry.aliases(KEY)).as("died before move " + moves).isEqualTo(expected);
      }
    }
    assertThat(expected).containsEntry("champion", last);
  }

  private static ModelRef ref(int number) {
    return ModelRef.parse("compression@" + number);
  }

  private RegisteredVersion register(int run) {
    return registry.register(TestingRegistration.of(directory, "run-" + run).build());
  }

  private void publish(int run) {
    promotion.settle(register(run), PromotionPolicy.AUTO, champion());
  }

  private void assertAliases(Map<String, Integer> expected) {
    assertThat(registry.aliases(KEY)).isEqualTo(expected);
  }

  private void assertNothing(String why) {
    assertThatThrownBy(() -> promotion.rollback(KEY))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOTHING_TO_DO))
        .hasMessageContaining("Nothing to roll compression back to")
        .hasMessageContaining(why);
  }

  /** Passes everything on, and dies before the n-th move of an alias. */
  private record DyingRegistry(ModelRegistry inner, AtomicInteger moves) implements ModelRegistry {
    @Override
    public boolean pointAlias(AliasMove move) {
      if (moves.getAndDecrement() == 0) {
        throw new IllegalStateException("killed");
      }
      return inner.pointAlias(move);
    }

    @Override
    public String location() {
      return inner.location();
    }

    @Override
    public RegisteredVersion register(Registration registration) {
      return inner.register(registration);
    }

    @Override
    public java.util.Optional<RegisteredVersion> findByRunKey(
        io.wiresmith.core.ModelKey key, String runKey) {
      return inner.findByRunKey(key, runKey);
    }

    @Override
    public RegisteredVersion resolve(ModelRef ref) {
      return inner.resolve(ref);
    }

    @Override
    public List<RegisteredVersion> list() {
      return inner.list();
    }

    @Override
    public List<RegisteredVersion> list(io.wiresmith.core.ModelKey key) {
      return inner.list(key);
    }

    @Override
    public byte[] fetch(RegisteredVersion version, String file) {
      return inner.fetch(version, file);
    }

    @Override
    public byte[] fetchRunFile(RegisteredVersion version, String file) {
      return inner.fetchRunFile(version, file);
    }

    @Override
    public void remove(RegisteredVersion version) {
      inner.remove(version);
    }

    @Override
    public void sweep(io.wiresmith.core.ModelKey key) {
      inner.sweep(key);
    }

    @Override
    public void verify(RegisteredVersion version) {
      inner.verify(version);
    }

    @Override
    public RegisteredVersion tag(RegisteredVersion version, String name, String value) {
      return inner.tag(version, name, value);
    }

    @Override
    public Map<String, Integer> aliases(io.wiresmith.core.ModelKey key) {
      return inner.aliases(key);
    }

    @Override
    public List<HistoryEntry> history(io.wiresmith.core.ModelKey key) {
      return inner.history(key);
    }
  }

  private Optional<Integer> champion() {
    return Optional.ofNullable(registry.aliases(KEY).get(ModelRef.CHAMPION));
  }
}
