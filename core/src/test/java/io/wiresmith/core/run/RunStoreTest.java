package io.wiresmith.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.HeldFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
  @TempDir Path directory;

  @Test
  void findsARunByPrefixAndByLatest() {
    RunStore store = new RunStore(directory);
    RunRecord old = run("aa11", Instant.parse("2026-11-01T00:00:00Z"));
    RunRecord young = run("ab22", Instant.parse("2026-11-02T00:00:00Z"));
    store.save(old);
    store.save(young);

    assertThat(store.list()).containsExactly(young, old);
    assertThat(store.find("aa")).isEqualTo(old);
    assertThat(store.find("latest")).isEqualTo(young);
  }

  @Test
  void namesWhatItKnowsWhenNothingFits() {
    RunStore store = new RunStore(directory);

    assertThatThrownBy(() -> store.find("ff"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("No run")
        .hasMessageContaining("starts with 'ff'")
        .hasMessageContaining("runs list");
  }

  @Test
  void aRunIsInterruptedOnceNobodyHoldsIt() {
    RunStore store = new RunStore(directory);
    RunRecord run = run("aa11", Instant.parse("2026-11-01T00:00:00Z"), RunState.RUNNING);
    store.save(run);
    assertThat(store.interrupted(run)).isFalse(); // Of another machine, and without a lock.

    try (HeldFile held = store.hold(run).orElseThrow()) {
      assertThat(store.interrupted(run)).isFalse();
    }
    assertThat(store.interrupted(run)).isTrue();
    assertThat(store.list()).containsExactly(run);
  }

  @Test
  void workKeysDoNotDependOnTheOrderOfInputs() {
    WorkKey one = WorkKey.of(Map.of("a", 1, "b", 2), List.of("x", "y"), "code");
    WorkKey two = WorkKey.of(Map.of("b", 2, "a", 1), List.of("y", "x"), "code");

    assertThat(one).isEqualTo(two);
    assertThat(one).isNotEqualTo(WorkKey.of(Map.of("a", 1, "b", 2), List.of("x"), "code"));
  }

  @Test
  void remembersTheResultOfWork() {
    WorkIndex index = new WorkIndex(directory);
    WorkKey key = WorkKey.of(Map.of(), List.of(), "code");
    assertThat(index.find(key)).isEmpty();

    index.save(key, Map.of("dataset", "abc"));

    assertThat(index.find(key)).contains(Map.of("dataset", "abc"));
  }

  private static RunRecord run(String key, Instant at) {
    return run(key, at, RunState.DONE);
  }

  private static RunRecord run(String key, Instant at, RunState state) {
    String workKey = key + "0".repeat(60);
    StepRecord step =
        new StepRecord(
            "extract", RunState.DONE, workKey, at, Optional.of(at), false, Map.of("rows", "1"), "");
    return new RunRecord(
        workKey,
        ModelKey.of(ModelId.COMPRESSION),
        state,
        Map.of("telemetry", "x.lp"),
        at,
        at,
        "host/1/1",
        List.of(step),
        Optional.of("blessed"),
        "",
        Optional.empty());
  }
}
