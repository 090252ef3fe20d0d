package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.registry.AliasState;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.TestingRegistration;
import io.wiresmith.registry.VersionTags;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that publishes and promotes is killed at a random moment, and the same is published
 * again: {@code -Dwiresmith.kills=200} for the proof.
 */
class KilledPublicationsTest {
  private static final int KILLS = Integer.getInteger("wiresmith.kills", 3);
  private static final int COLD = 3;
  private static final long SEED = Long.getLong("wiresmith.seed", 1);

  @RegisterExtension static final OneMlflow SERVER = new OneMlflow();

  @TempDir Path directory;

  @Test
  void everyKilledPublicationIsOneVersionAfterItsRepetition() throws Exception {
    MlflowRegistry registry = MlflowRegistry.of(SERVER.get().uri(), Map.of());
    PublishingProcess.published(registry, run("first"), Optional.empty());
    long undisturbed = undisturbed(registry);
    long span = undisturbed;
    Random random = new Random(SEED);
    int killed = 0;
    int visible = 0;
    for (int i = 1; i <= KILLS; i++) {
      Optional<Integer> champion = registry.state(KEY).champion();
      String key = "killed-" + i;
      boolean dead = killedAfter(random.nextLong(span), key);
      assertNothingIsHalf(registry);
      boolean there = registry.findByRunKey(KEY, key).isPresent();
      killed += dead ? 1 : 0;
      visible += there ? 1 : 0;

      long begin = System.nanoTime();
      RegisteredVersion version = PublishingProcess.published(registry, run(key), champion);
      // A cold process is slower than this one, and a loaded machine than an idle one.
      span = Math.max(undisturbed, COLD * (System.nanoTime() - begin));

      assertNothingIsHalf(registry);
      registry.verify(version);
      assertOneOf(registry, key, version, champion);
    }
    System.out.printf(
        "%d kills, seed %d: %d met a living process, %d left a version%n",
        KILLS, SEED, killed, visible);
    assertThat(registry.list(KEY)).hasSize(KILLS + 2).allSatisfy(registry::verify);
    assertThat(killed).isPositive();
  }

  private TestingRegistration run(String key) {
    return TestingRegistration.of(directory, key);
  }

  /** How long one takes that nobody kills, from its first line to its end. */
  private long undisturbed(MlflowRegistry registry) throws Exception {
    Process process = process("undisturbed");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("begins");
      long begin = System.nanoTime();
      assertThat(process.waitFor()).isZero();
      assertThat(registry.state(KEY).champion()).contains(2);
      return System.nanoTime() - begin;
    }
  }

  /** Whether it was still at it. */
  private boolean killedAfter(long nanos, String key) throws Exception {
    Process process = process(key);
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("begins");
      boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      return !ended;
    }
  }

  /** What readers see is whole, and every alias points at it. */
  private static void assertNothingIsHalf(MlflowRegistry registry) {
    assertThat(registry.damaged()).isEmpty();
    List<RegisteredVersion> versions = registry.list(KEY);
    registry.verify(versions.get(versions.size() - 1));
    assertThat(versions)
        .extracting(RegisteredVersion::number)
        .containsAll(registry.aliases(KEY).values());
  }

  private void assertOneOf(
      MlflowRegistry registry, String key, RegisteredVersion version, Optional<Integer> before) {
    assertThat(registry.list(KEY))
        .filteredOn(it -> key.equals(it.tags().get(VersionTags.RUN_KEY)))
        .extracting(RegisteredVersion::number)
        .containsExactly(version.number());
    AliasState state = registry.state(KEY);
    assertThat(state.aliases())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "challenger", version.number(),
                "champion", version.number(),
                "previous", before.orElseThrow()));
    assertThat(SERVER.get().runs("tags.`wiresmith.run_key` = '" + key + "' and status != 'KILLED'"))
        .extracting(run -> run.at("/info/status").asText())
        .containsExactly("FINISHED");
  }

  private Process process(String key) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            PublishingProcess.class.getName(),
            SERVER.get().uri(),
            directory.resolve("process-" + key).toString(),
            PublishingProcess.PROMOTING,
            key);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
