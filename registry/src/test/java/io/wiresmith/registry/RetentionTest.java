package io.wiresmith.registry;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private Instant now = FIRST;
  private ModelRegistry registry = new DirectoryRegistry(Path.of("unset"));

  /** One version a day, each of which was champion for a day; then one that never was. */
  @BeforeEach
  void sevenVersions() {
    registry = new DirectoryRegistry(directory.resolve("registry"), () -> now);
    for (int run = 1; run <= 7; run++) {
      now = FIRST.plus(Duration.ofDays(run));
      RegisteredVersion version =
          registry.register(TestingRegistration.of(directory, "run-" + run).build());
      if (run < 7) {
        new Promotion(registry, "anna")
            .promote(new ModelRef(KEY, new ModelRef.Number(version.number())));
      }
    }
  }

  private Retention.Plan plan(int keepLast, Optional<Duration> olderThan, int champions) {
    return new Retention(registry, new RetentionRule(keepLast, olderThan, champions))
        .plan(KEY, now);
  }

  private static List<Integer> numbers(List<RegisteredVersion> versions) {
    return versions.stream().map(RegisteredVersion::number).toList();
  }

  @Test
  void keepsTheNewestTheAliasedAndTheLastChampions() {
    Retention.Plan plan = plan(1, Optional.empty(), 3);

    assertThat(numbers(plan.removable())).containsExactly(1, 2, 3);
    assertThat(plan.needed())
        .hasSize(3)
        .containsEntry(version(6), "an alias points at it")
        .containsEntry(version(5), "an alias points at it")
        .containsEntry(version(4), "it is one of the last 3 champions");
  }

  private RegisteredVersion version(int number) {
    return registry.list(KEY).get(number - 1);
  }

  @Test
  void keepsWhatEitherRuleKeeps() {
    assertThat(numbers(plan(5, Optional.empty(), 0).removable())).containsExactly(1, 2);
    assertThat(numbers(plan(1, Optional.of(Duration.ofDays(5)), 0).removable())).containsExactly(1);
    assertThat(numbers(plan(7, Optional.of(Duration.ofDays(1)), 0).removable())).isEmpty();
    assertThatThrownBy(() -> new RetentionRule(0, Optional.empty(), 0))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("--keep-last 0 is wrong");
  }

  @Test
  void removesTheFilesOfVersionsRunsAndTags() {
    registry.tag(version(1), "note", "old");
    Retention retention = new Retention(registry, new RetentionRule(1, Optional.empty(), 0));

    assertThat(numbers(retention.carryOut(retention.plan(KEY, now)))).containsExactly(1, 2, 3, 4);

    assertThat(numbers(registry.list(KEY))).containsExactly(5, 6, 7);
    Path model = directory.resolve("registry/models/wiresmith-compression");
    assertThat(AtomicFiles.list(model))
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder("5", "6", "7", "aliases", "tags", "history.jsonl", ".lock");
    assertThat(AtomicFiles.list(model.resolve("tags"))).isEmpty();
    assertThat(AtomicFiles.list(directory.resolve("registry/runs"))).hasSize(3);
    registry.list(KEY).forEach(registry::verify);
    assertThat(retention.plan(KEY, now).removable()).isEmpty();
  }

  @Test
  void whatAKilledRemovalHasLeftGoesWithTheNextPruneWhereverItDied() throws IOException {
    registry.tag(version(1), "note", "old");
    registry.tag(version(2), "note", "old");
    Path model = directory.resolve("registry/models/wiresmith-compression");
    Path runs = directory.resolve("registry/runs");
    String second = version(2).runId();
    // The first died when its version was gone, the second after its run too.
    Files.move(model.resolve("1"), model.resolve(".removed-1-killed"));
    Files.move(model.resolve("2"), model.resolve(".removed-2-killed"));
    AtomicFiles.deleteTree(runs.resolve(second));
    Files.delete(model.resolve(".removed-2-killed/version.json"));
    Retention retention = new Retention(registry, new RetentionRule(5, Optional.empty(), 0));
    assertThat(numbers(registry.list(KEY))).containsExactly(3, 4, 5, 6, 7);

    assertThat(retention.carryOut(retention.plan(KEY, now))).isEmpty();

    assertThat(AtomicFiles.list(runs)).hasSize(5);
    assertThat(AtomicFiles.list(model.resolve("tags"))).isEmpty();
    assertThat(AtomicFiles.list(model))
        .extracting(path -> path.getFileName().toString())
        .noneMatch(name -> name.startsWith(".removed"));
    registry.list(KEY).forEach(registry::verify);
  }

  @Test
  void leavesAVersionThatBecomesChampionWhileItIsAtIt() {
    Retention retention = new Retention(registry, new RetentionRule(1, Optional.empty(), 0));
    Retention.Plan plan = retention.plan(KEY, now);
    new Promotion(registry, "anna").promote(ModelRef.parse("compression@2"));

    assertThat(numbers(retention.carryOut(plan))).containsExactly(1, 3, 4);
    registry.verify(registry.resolve(ModelRef.champion(KEY)));
  }
}
