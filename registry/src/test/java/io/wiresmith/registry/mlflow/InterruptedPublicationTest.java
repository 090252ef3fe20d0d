package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Backoff;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.Retention;
import io.wiresmith.registry.RetentionRule;
import io.wiresmith.registry.TestingRegistration;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Publishing that breaks, dies or meets another at any point leaves one version each. */
class InterruptedPublicationTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension static final OneMlflow SERVER = new OneMlflow();

  @TempDir Path directory;
  private TestingMlflow mlflow;

  @BeforeEach
  void serverOfAllTests() {
    mlflow = SERVER.get();
  }

  private static MlflowRegistry registry(int port, int attempts) {
    Backoff backoff = new Backoff(attempts, Duration.ofMillis(5), Duration.ofMillis(50));
    return new MlflowRegistry(
        MlflowServer.of("http://127.0.0.1:" + port, Map.of()),
        new MlflowPatience(LONG, LONG, LONG, backoff),
        InstantSource.system());
  }

  private Registration registration(String runKey) {
    return TestingRegistration.of(directory, runKey).build();
  }

  @Test
  void brokenOffAnywhereAndRunAgainItIsOneVersion() {
    MlflowRegistry sound = registry(mlflow.port(), 7);
    int all = bytesOfOne();
    int failed = 0;
    int points = Integer.getInteger("wiresmith.breaks", 20);
    for (int point = 0; point < points; point++) {
      String runKey = "broken-" + point;
      try (TapProxy proxy = TapProxy.of(mlflow.port())) {
        proxy.tap(Tap.open().cutAfter((long) all * point / points + 1, Tap.Ending.RST));
        registry(proxy.port(), 1).register(registration(runKey));
      } catch (WiresmithException e) {
        assertThat(e.code().category()).isEqualTo(ErrorCategory.DEPENDENCY);
        failed++;
      }
      RegisteredVersion version = sound.register(registration(runKey));

      sound.verify(version);
      assertOneVersionAndOneRun(sound, runKey, version);
    }
    assertThat(failed).isGreaterThan(points / 2);
    assertThat(sound.list(KEY)).hasSize(points + 1);
    assertThat(sound.damaged()).isEmpty();
    assertThat(sound.aliases(KEY)).isEmpty();
  }

  /** What the server says in one publication. */
  private int bytesOfOne() {
    try (TapProxy proxy = TapProxy.of(mlflow.port())) {
      registry(proxy.port(), 1).register(registration("whole"));
      return (int) proxy.bytes();
    }
  }

  @Test
  void oneCallSucceedsOverConnectionsThatBreakAgainAndAgain() {
    Random random = new Random(7);
    for (int run = 0; run < 5; run++) {
      mlflow.empty(); // The longest answer must pass.
      String runKey = "patient-" + run;
      RegisteredVersion version;
      try (TapProxy proxy = TapProxy.of(mlflow.port())) {
        proxy.tap(Tap.open().cutAfter(6000 + random.nextInt(3000), Tap.Ending.RST));
        version = registry(proxy.port(), 12).register(registration(runKey));
        assertThat(proxy.connections()).isGreaterThan(2);
      }
      MlflowRegistry sound = registry(mlflow.port(), 7);
      sound.verify(version);
      assertOneVersionAndOneRun(sound, runKey, version);
    }
  }

  @Test
  void aRemovalThatBreaksOffAnywhereIsFinishedByTheNextPrune() {
    MlflowRegistry sound = registry(mlflow.port(), 7);
    int all = bytesOfOneRemoval(sound);
    int points = Integer.getInteger("wiresmith.breaks", 8);
    int failed = 0;
    for (int point = 0; point < points; point++) {
      mlflow.empty();
      RegisteredVersion old = sound.register(registration("old-" + point));
      RegisteredVersion newest = sound.register(registration("new-" + point));
      assertThat(AtomicFiles.list(home(old))).isNotEmpty();
      try (TapProxy proxy = TapProxy.of(mlflow.port())) {
        // Each request is a connection's first, so that it is a request that breaks and no byte.
        proxy.tap(Tap.open().cutAfter((long) all * point / points + 1, Tap.Ending.RST));
        registry(proxy.port(), 1).remove(old);
      } catch (WiresmithException e) {
        assertThat(e.code().category()).isEqualTo(ErrorCategory.DEPENDENCY);
        failed++;
      }
      sound.list(KEY).forEach(sound::verify);
      assertThat(sound.damaged()).isEmpty();

      Retention retention = new Retention(sound, new RetentionRule(1, Optional.empty(), 0));
      retention.carryOut(retention.plan(KEY, Instant.now()));

      assertThat(sound.list(KEY)).extracting(RegisteredVersion::number).containsExactly(2);
      sound.verify(newest);
      assertThat(AtomicFiles.list(home(old))).as("after point " + point).isEmpty();
      assertThat(mlflow.runs("")).hasSize(1);
    }
    assertThat(failed).isGreaterThan(points / 2);
  }

  /** What the server says in one removal. */
  private int bytesOfOneRemoval(MlflowRegistry sound) {
    RegisteredVersion old = sound.register(registration("old"));
    sound.register(registration("new"));
    try (TapProxy proxy = TapProxy.of(mlflow.port())) {
      registry(proxy.port(), 1).remove(old);
      return (int) proxy.bytes();
    }
  }

  private Path home(RegisteredVersion version) {
    return mlflow.artifacts().resolve(version.tags().get("wiresmith.artifacts"));
  }

  private void assertOneVersionAndOneRun(
      MlflowRegistry registry, String runKey, RegisteredVersion version) {
    assertThat(registry.list(KEY))
        .filteredOn(it -> runKey.equals(it.tags().get("wiresmith.run_key")))
        .containsExactly(version);
    assertThat(mlflow.runs("tags.`wiresmith.run_key` = '" + runKey + "' and status != 'KILLED'"))
        .extracting(run -> run.at("/info/status").asText())
        .containsExactly("FINISHED");
  }

  @Test
  void twoProcessesWithTheSameRunsMakeOneVersionOfEach() throws Exception {
    List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    Process one = process("one", keys);
    Process two = process("two", keys);

    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();

    MlflowRegistry registry = registry(mlflow.port(), 7);
    assertThat(registry.list(KEY))
        .extracting(version -> version.tags().get("wiresmith.run_key"))
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(registry.list(KEY)).extracting(RegisteredVersion::semVer).doesNotHaveDuplicates();
    registry.list(KEY).forEach(registry::verify);
  }

  @Test
  void aKilledProcessLeavesNoHalfVersion() throws Exception {
    MlflowRegistry registry = registry(mlflow.port(), 7);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      keys.add("killed-" + i);
    }
    Process killed = process("killed", keys);
    try (BufferedReader out = killed.inputReader()) {
      assertThat(out.readLine()).isNotNull();
      assertThat(out.readLine()).isNotNull();
      killed.destroyForcibly().waitFor();
    }

    int done = registry.list(KEY).size();
    assertThat(done).isBetween(2, 39);
    for (String key : keys.subList(0, done + 1)) {
      registry.verify(registry.register(registration(key)));
    }
    assertThat(registry.list(KEY)).hasSize(done + 1);
    assertThat(registry.damaged()).isEmpty();
  }

  private Process process(String name, List<String> runKeys) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(PublishingProcess.class.getName());
    command.addAll(List.of(mlflow.uri(), directory.resolve(name).toString()));
    command.addAll(runKeys);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
