package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.AliasMove;
import io.wiresmith.registry.AliasState;
import io.wiresmith.registry.DamagedVersion;
import io.wiresmith.registry.HistoryEntry;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.VersionListing;
import io.wiresmith.registry.VersionTags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A registry that is an MLflow 3 server. Layout and guarantees: {@code docs/reference/registry.md}.
 * What the server cannot do: an alias is read, checked, set and read back, and two processes that
 * move it in the same moment may both believe that they did; two that publish at once may leave a
 * gap in the numbers. Thread-safe.
 */
public final class MlflowRegistry implements ModelRegistry {
  /** Threads of this process take turns; other processes are found by reading back. */
  private static final ConcurrentMap<String, ReentrantLock> TURNS = new ConcurrentHashMap<>();

  private static final Set<String> OWN =
      Set.of(StoredRecord.TAG, ModelVersions.ARTIFACTS, ModelVersions.RUN_ARTIFACTS);

  private final MlflowApi api;
  private final ArtifactStore store;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /** Versions that this object has registered. */
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /** Versions whose every byte this object has read back, until one of them is asked for. */
  private final Set<String> compared = ConcurrentHashMap.newKeySet();

  MlflowRegistry(
      MlflowServer server,
      MlflowPatience patience,
      InstantSource clock,
      Consumer<String> progress) {
    this.api = new MlflowApi(new MlflowHttp(server, patience));
    this.store = new ArtifactStore(api.http());
    this.clock = clock;
    this.progress = progress;
  }

  MlflowRegistry(MlflowServer server, MlflowPatience patience, InstantSource clock) {
    this(server, patience, clock, line -> {});
  }

  /**
   * The registry of a server, asked only when it is used.
   *
   * @param location {@code http(s)://host:port[/prefix]}
   * @param environment credentials and certificate authority, by the variables of MLflow's clients
   * @param progress is told how an upload goes, where it takes a while
   * @throws WiresmithException {@code USAGE} that says what is wrong with either
   */
  public static MlflowRegistry of(
      String location, Map<String, String> environment, Consumer<String> progress) {
    return new MlflowRegistry(
        MlflowServer.of(location, environment),
        MlflowPatience.usual(),
        InstantSource.system(),
        progress);
  }

  /** The same without a word about progress. */
  public static MlflowRegistry of(String location, Map<String, String> environment) {
    return of(location, environment, line -> {});
  }

  /** The same for whoever asks again and again: a call is tried once, within that time. */
  public static MlflowRegistry polled(
      String location, Map<String, String> environment, Duration deadline) {
    return new MlflowRegistry(
        MlflowServer.of(location, environment),
        MlflowPatience.once(deadline),
        InstantSource.system());
  }

  @Override
  public String location() {
    return api.http().server().toString();
  }

  private ModelVersions versions(ModelKey key) {
    return new ModelVersions(api, key);
  }

  @Override
  public RegisteredVersion register(Registration registration) {
    registration.requireJudged();
    return inTurn(registration.artifact().key(), () -> publish(registration));
  }

  private RegisteredVersion publish(Registration registration) {
    ModelVersions versions = versions(registration.artifact().key());
    VersionListing before = versions.unaliased();
    Optional<RegisteredVersion> done =
        before.withRunKey(registration.runKey()).stream().findFirst();
    if (done.isPresent()) {
      return versions.required(done.get().number());
    }
    if (before.sound().isEmpty() && before.damaged().isEmpty()) {
      new RegisteredModels(api).ensure(versions.key());
    }
    RegisteredVersion version =
        new Publication(api, versions, registration, clock.instant(), progress).run();
    made.add(version.id());
    compared.add(version.id());
    return version;
  }

  @Override
  public Optional<RegisteredVersion> findByRunKey(ModelKey key, String runKey) {
    ModelVersions versions = versions(key);
    return versions.unaliased().withRunKey(runKey).stream()
        .findFirst()
        .flatMap(found -> versions.read(found.number()));
  }

  @Override
  public RegisteredVersion resolve(ModelRef ref) {
    ModelVersions versions = versions(ref.key());
    Optional<RegisteredVersion> found = Optional.empty();
    if (ref.selector() instanceof ModelRef.Number number) {
      found = versions.read(number.value());
    } else if (ref.selector() instanceof ModelRef.Alias alias) {
      found = versions.readAlias(alias.name());
    } else if (ref.selector() instanceof ModelRef.SemVer semVer) {
      found = versions.listing().withSemVer(semVer.value());
    }
    return found.orElseThrow(() -> versions.unknown(ref.selector().toString()));
  }

  @Override
  public List<RegisteredVersion> list() {
    return new RegisteredModels(api).all().stream().flatMap(key -> list(key).stream()).toList();
  }

  @Override
  public List<RegisteredVersion> list(ModelKey key) {
    return versions(key).listing().sound();
  }

  @Override
  public List<DamagedVersion> damaged() {
    return new RegisteredModels(api)
        .all().stream().flatMap(key -> versions(key).listing().damaged().stream()).toList();
  }

  @Override
  public byte[] fetch(RegisteredVersion version, String file) {
    return store.get(place(version, ModelVersions.ARTIFACTS), file, version.digest(file));
  }

  @Override
  public byte[] fetchRunFile(RegisteredVersion version, String file) {
    return store.get(place(version, ModelVersions.RUN_ARTIFACTS), file, version.runDigest(file));
  }

  private static ArtifactPlace place(RegisteredVersion version, String tag) {
    Map<String, String> tags = version.tags();
    return new ArtifactPlace(tags.getOrDefault(tag, ""));
  }

  @Override
  public void requireSound(RegisteredVersion version) {
    if (!compared.remove(version.id())) {
      verify(version);
    }
  }

  @Override
  public void verify(RegisteredVersion sought) {
    RegisteredVersion version = versions(sought.key()).required(sought.number());
    ArtifactPlace files = place(version, ModelVersions.ARTIFACTS);
    ArtifactPlace run = place(version, ModelVersions.RUN_ARTIFACTS);
    List<String> faults = new ArrayList<>();
    version.files().forEach((name, sha) -> store.fault(files, name, sha).ifPresent(faults::add));
    version.runFiles().forEach((name, sha) -> store.fault(run, name, sha).ifPresent(faults::add));
    SortedSet<String> there = store.list(files);
    there.removeAll(version.files().keySet());
    there.forEach(
        name ->
            faults.add(store.url(files, name) + " does not belong to this version. Remove it."));
    if (faults.isEmpty()) {
      manifest(faults, files, version);
    }
    if (!faults.isEmpty()) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, String.join("\n", faults));
    }
  }

  private void manifest(List<String> faults, ArtifactPlace files, RegisteredVersion version) {
    String where = store.url(files, ArtifactManifest.FILE);
    byte[] bytes = store.get(files, ArtifactManifest.FILE, version.manifestSha256());
    Map<String, String> others = new TreeMap<>(version.files());
    others.keySet().removeAll(List.of(ArtifactManifest.FILE, Artifact.SIGNATURE));
    if (!Json.parse(bytes, ArtifactManifest.class, where).files().equals(others)) {
      faults.add(where + " and the version's record name different digests. Restore them.");
    }
  }

  @Override
  public void remove(RegisteredVersion version) {
    inTurn(version.key(), () -> new Removal(api, versions(version.key())).run(version.number()));
  }

  @Override
  public void sweep(ModelKey key) {
    inTurn(
        key,
        () -> {
          new Experiments(api).find(key).ifPresent(new Removal(api, versions(key))::sweep);
          return key;
        });
  }

  @Override
  public RegisteredVersion tag(RegisteredVersion version, String name, String value) {
    VersionTags.requireFree(name);
    if (OWN.contains(name)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The tag '" + name + "' is kept by the registry and cannot be set. Use another name.");
    }
    ModelVersions versions = versions(version.key());
    versions.required(version.number());
    api.change(
        "POST",
        "model-versions/set-tag",
        Map.of(
            "name",
            version.key().registeredName(),
            "version",
            Integer.toString(version.number()),
            "key",
            name,
            "value",
            value));
    return versions.required(version.number());
  }

  @Override
  public Map<String, Integer> aliases(ModelKey key) {
    return versions(key).aliases();
  }

  @Override
  public boolean pointAlias(AliasMove move) {
    return inTurn(move.key(), () -> pointInTurn(move));
  }

  private boolean pointInTurn(AliasMove move) {
    ModelVersions versions = versions(move.key());
    JsonNode before = versions.model().orElseThrow(() -> versions.unknown(spokenTarget(move.to())));
    Optional<Integer> current = at(before, move.alias());
    AliasTrail trail = new AliasTrail(api, move.key().registeredName());
    if (current.equals(move.to())) {
      trail.append(before, Optional.empty(), clock.instant());
      return false;
    }
    if (!current.equals(move.expected())) {
      throw elsewhere(move, current, move.expected());
    }
    move.to()
        .filter(number -> !made.contains(move.key().id() + "@" + number))
        .ifPresent(versions::required);
    point(move);
    JsonNode after = versions.model().orElseThrow(() -> versions.unknown(move.alias()));
    if (!at(after, move.alias()).equals(move.to())) {
      throw elsewhere(move, at(after, move.alias()), move.to());
    }
    Instant now = clock.instant();
    trail.append(
        before,
        Optional.of(
            new HistoryEntry(
                now, move.alias(), current, move.to(), move.action(), move.by(), move.why())),
        now);
    return true;
  }

  private void point(AliasMove move) {
    String name = move.key().registeredName();
    if (move.to().isPresent()) {
      api.change(
          "POST",
          "registered-models/alias",
          Map.of("name", name, "alias", move.alias(), "version", move.to().get().toString()));
    } else {
      api.remove("registered-models/alias", Map.of("name", name, "alias", move.alias()));
    }
  }

  private WiresmithException elsewhere(
      AliasMove move, Optional<Integer> found, Optional<Integer> expected) {
    return new WiresmithException(
        ErrorCode.CONFLICT,
        "The alias '%s' of %s in %s is at %s, not at %s as expected: someone moved it. Look at it, then try again."
            .formatted(move.alias(), move.key(), location(), spoken(found), spoken(expected)));
  }

  private static Optional<Integer> at(JsonNode model, String alias) {
    return Optional.ofNullable(ModelVersions.aliases(model).get(alias));
  }

  private static String spoken(Optional<Integer> number) {
    return number.map(n -> "version " + n).orElse("no version");
  }

  private static String spokenTarget(Optional<Integer> number) {
    return number.map(String::valueOf).orElse("*");
  }

  @Override
  public List<HistoryEntry> history(ModelKey key) {
    return state(key).told();
  }

  @Override
  public AliasState state(ModelKey key) {
    return versions(key)
        .model()
        .map(model -> AliasTrail.state(model, clock.instant()))
        .orElseGet(() -> new AliasState(Map.of(), List.of(), List.of()));
  }

  private <T> T inTurn(ModelKey key, Supplier<T> work) {
    ReentrantLock turn =
        TURNS.computeIfAbsent(
            location() + "/" + key.registeredName(), place -> new ReentrantLock(true));
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }
}
