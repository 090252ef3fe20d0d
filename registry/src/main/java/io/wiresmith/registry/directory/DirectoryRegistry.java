package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.registry.AliasMove;
import io.wiresmith.registry.DamagedVersion;
import io.wiresmith.registry.HistoryEntry;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.Removable;
import io.wiresmith.registry.SemVerRule;
import io.wiresmith.registry.VersionTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A registry that is a directory of plain files with relative references: a copy of it is a
 * registry. Layout and guarantees: {@code docs/reference/registry.md}. Thread-safe, and safe
 * against other processes on the same directory.
 */
public final class DirectoryRegistry implements ModelRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path root;
  private final InstantSource clock;

  /** The registry in a directory, which need not exist yet. */
  public DirectoryRegistry(Path root) {
    this(root, InstantSource.system());
  }

  /**
   * The same with its own clock.
   *
   * @throws WiresmithException {@code USAGE} if the root is a file
   */
  public DirectoryRegistry(Path root, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The registry " + root + " is a file. Name a directory, which may be new.");
    }
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public RegisteredVersion register(Registration registration) {
    registration.requireJudged();
    ModelDirectory model = model(registration.artifact().key());
    // Done before needs neither the lock nor the right to write.
    return withRunKey(model.versions(), registration.runKey())
        .orElseGet(() -> locked(model, () -> registerLocked(model, registration)));
  }

  private RegisteredVersion registerLocked(ModelDirectory model, Registration registration) {
    List<RegisteredVersion> versions = model.versions();
    Optional<RegisteredVersion> before = withRunKey(versions, registration.runKey());
    if (before.isPresent()) {
      return before.get();
    }
    List<Integer> numbers = model.numbers();
    int number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    String semVer =
        versions.isEmpty()
            ? SemVerRule.FIRST
            : SemVerRule.next(versions.get(versions.size() - 1), registration.artifact());
    String id = registration.runId();
    boolean taken = versions.stream().anyMatch(version -> version.runId().equals(id));
    new VersionWriter(model)
        .write(
            registration,
            number,
            semVer,
            taken ? id + "-" + number : id,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return required(model, number);
  }

  @Override
  public Optional<RegisteredVersion> findByRunKey(ModelKey key, String runKey) {
    return withRunKey(model(key).versions(), runKey);
  }

  private static Optional<RegisteredVersion> withRunKey(
      List<RegisteredVersion> versions, String runKey) {
    return versions.stream()
        .filter(version -> runKey.equals(version.tags().get(VersionTags.RUN_KEY)))
        .findFirst();
  }

  @Override
  public RegisteredVersion resolve(ModelRef ref) {
    ModelDirectory model = model(ref.key());
    Optional<RegisteredVersion> found = Optional.empty();
    if (ref.selector() instanceof ModelRef.Number number) {
      found = model.read(number.value());
    } else if (ref.selector() instanceof ModelRef.Alias alias) {
      found = Optional.ofNullable(model.aliases().get(alias.name())).flatMap(model::read);
    } else if (ref.selector() instanceof ModelRef.SemVer semVer) {
      found = model.listing().withSemVer(semVer.value());
    }
    return found.orElseThrow(() -> unknown(model, ref.selector().toString()));
  }

  @Override
  public List<RegisteredVersion> list() {
    return models().flatMap(model -> model.listing().sound().stream()).toList();
  }

  @Override
  public List<DamagedVersion> damaged() {
    return models().flatMap(model -> model.listing().damaged().stream()).toList();
  }

  private Stream<ModelDirectory> models() {
    return ModelDirectory.visible(root.resolve("models")).stream()
        .flatMap(home -> ModelKey.ofRegisteredName(home.getFileName().toString()).stream())
        .map(this::model);
  }

  @Override
  public List<RegisteredVersion> list(ModelKey key) {
    return model(key).listing().sound();
  }

  @Override
  public byte[] fetch(RegisteredVersion version, String file) {
    String sha256 = version.digest(file);
    Path path = model(version.key()).version(version.number()).resolve(file);
    return new BoundFile(path, sha256).read();
  }

  @Override
  public byte[] fetchRunFile(RegisteredVersion version, String file) {
    String sha256 = version.runDigest(file);
    Path path = model(version.key()).run(version.runId()).resolve(file);
    return new BoundFile(path, sha256).read();
  }

  @Override
  public void verify(RegisteredVersion version) {
    new VersionCheck(model(version.key()), version.number()).run();
  }

  @Override
  public void remove(RegisteredVersion version) {
    ModelDirectory model = model(version.key());
    locked(
        model,
        () -> {
          RegisteredVersion now = required(model, version.number());
          List<Integer> numbers = model.numbers();
          Removable.check(now, numbers.get(numbers.size() - 1));
          new VersionWriter(model).remove(now.number());
          return now;
        });
  }

  @Override
  public void sweep(ModelKey key) {
    locked(model(key), () -> key); // As every writer does before its work.
  }

  @Override
  public RegisteredVersion tag(RegisteredVersion version, String name, String value) {
    VersionTags.requireFree(name);
    ModelDirectory model = model(version.key());
    return locked(
        model,
        () -> {
          required(model, version.number());
          AtomicFiles.write(model.tags(version.number()).resolve(name), value);
          return required(model, version.number());
        });
  }

  @Override
  public Map<String, Integer> aliases(ModelKey key) {
    return model(key).aliases();
  }

  @Override
  public boolean pointAlias(AliasMove move) {
    ModelDirectory model = model(move.key());
    return locked(model, () -> pointLocked(model, move));
  }

  private boolean pointLocked(ModelDirectory model, AliasMove move) {
    history(model).reconcile(model.aliases(), clock.instant());
    Optional<Integer> current = Optional.ofNullable(model.aliases().get(move.alias()));
    if (current.equals(move.to())) {
      return false;
    }
    if (!current.equals(move.expected())) {
      throw new WiresmithException(
          ErrorCode.CONFLICT,
          "The alias '%s' of %s in %s is at %s, not at %s as expected: someone moved it. Look at it, then try again."
              .formatted(move.alias(), move.key(), root, spoken(current), spoken(move.expected())));
    }
    move.to().ifPresent(number -> required(model, number));
    point(model.alias(move.alias()), move.to());
    history(model)
        .append(
            new HistoryEntry(
                clock.instant(),
                move.alias(),
                current,
                move.to(),
                move.action(),
                move.by(),
                move.why()));
    return true;
  }

  private static void point(Path alias, Optional<Integer> to) {
    if (to.isPresent()) {
      AtomicFiles.write(alias, to.get() + "\n");
      return;
    }
    try {
      Files.deleteIfExists(alias);
    } catch (IOException e) {
      throw AtomicFiles.failed("remove", alias, e);
    }
  }

  @Override
  public List<HistoryEntry> history(ModelKey key) {
    return history(model(key)).read();
  }

  private <T> T locked(ModelDirectory model, Supplier<T> work) {
    try (HeldFile held = HeldFile.hold(model.home().resolve(".lock"), PATIENCE)) {
      new VersionWriter(model).sweep();
      return work.get();
    }
  }

  private ModelDirectory model(ModelKey key) {
    return new ModelDirectory(root, key);
  }

  private static AliasHistory history(ModelDirectory model) {
    return new AliasHistory(model.home().resolve("history.jsonl"));
  }

  private RegisteredVersion required(ModelDirectory model, int number) {
    return model.read(number).orElseThrow(() -> unknown(model, Integer.toString(number)));
  }

  private WiresmithException unknown(ModelDirectory model, String selector) {
    if (!Files.isDirectory(root)) {
      return new WiresmithException(
          ErrorCode.NOT_FOUND,
          "There is no %s@%s in the registry %s. That directory does not exist; check --registry, or publish a model there first."
              .formatted(model.key(), selector, root));
    }
    return model.listing().unknown(selector, root.toString(), model.aliases());
  }

  private static String spoken(Optional<Integer> number) {
    return number.map(n -> "version " + n).orElse("no version");
  }
}
