package io.wiresmith.training.checkpoint;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The checkpoints of one model: for each a file {@code NAME.bin} and its manifest {@code
 * NAME.json}, and one line {@code latest} that names the one in use. All of them are written aside,
 * forced to the disk and renamed: file, manifest, and {@code latest} last. Nothing but {@link
 * #remove} takes a checkpoint away.
 *
 * @param directory where they lie
 * @param model the model
 * @param proof how what is in a file is proven
 */
public record CheckpointStore(Path directory, String model, CheckpointProof proof) {
  /** Stands for the checkpoint in use. */
  public static final String LATEST = "latest";

  private static final String FILE = ".bin";
  private static final String MANIFEST = ".json";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The checkpoints that were committed, the newest first, sound or not. */
  public List<CheckpointName> names() {
    return AtomicFiles.list(directory).stream()
        .map(file -> file.getFileName().toString())
        .filter(file -> file.endsWith(MANIFEST))
        .flatMap(
            file ->
                CheckpointName.find(file.substring(0, file.length() - MANIFEST.length())).stream())
        .filter(name -> name.model().equals(model))
        .sorted(CheckpointName.NEWEST_FIRST)
        .toList();
  }

  /** The name that {@code latest} holds, whether it is there or not. */
  public Optional<CheckpointName> latest() {
    Path file = directory.resolve(LATEST);
    return Files.isRegularFile(file)
        ? CheckpointName.find(new String(AtomicFiles.read(file), StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  /**
   * The checkpoint that people mean by a name, or by {@code latest}.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there is none yet, {@code NOT_FOUND} with
   *     the nearest name, {@code USAGE} if it is no name
   */
  public CheckpointName find(String text) {
    if (text.equals(LATEST)) {
      return latest().orElseThrow(this::noLatest);
    }
    CheckpointName name = CheckpointName.parse(text);
    List<CheckpointName> names = names();
    if (!names.contains(name)) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          "There is no checkpoint %s in %s.%s See: bin/wiresmith checkpoints list"
              .formatted(
                  text,
                  directory,
                  NearestName.hint(text, names.stream().map(CheckpointName::toString).toList())));
    }
    return name;
  }

  /**
   * Stops where {@code latest} was changed, so that none knows which is in use.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH}
   */
  void requireLatest() {
    if (latest().isEmpty() && Files.exists(directory.resolve(LATEST))) {
      throw noLatest();
    }
  }

  private WiresmithException noLatest() {
    Path file = directory.resolve(LATEST);
    return Files.exists(file)
        ? new WiresmithException(
            ErrorCode.DIGEST_MISMATCH,
            file
                + " holds no name of a checkpoint: it was changed. Choose the one in use: bin/wiresmith checkpoints load NAME; see bin/wiresmith checkpoints list")
        : none("No checkpoint of " + model + " is in use yet.");
  }

  static WiresmithException none(String what) {
    return new WiresmithException(
        ErrorCode.NOTHING_TO_DO, what + " A training keeps some: bin/wiresmith train --help");
  }

  /**
   * The manifest of a checkpoint.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if it is none
   */
  public CheckpointManifest manifest(CheckpointName name) {
    Path file = directory.resolve(name + MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, "its manifest is missing");
    }
    CheckpointManifest manifest = Json.read(file, CheckpointManifest.class);
    CheckpointAbout about = manifest.about();
    if (about == null
        || !name.toString().equals(manifest.name())
        || !CheckpointName.of(about, name.time()).equals(name)) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "its manifest is of another checkpoint, or was changed: it does not agree with the name");
    }
    return manifest;
  }

  /**
   * Proves a checkpoint: name, manifest, digest, and what is in it.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} or {@code CONFORMANCE_FAILED} with the name
   *     and the reason
   */
  public SoundCheckpoint verify(CheckpointName name) {
    try {
      CheckpointManifest manifest = manifest(name);
      byte[] file = file(name, manifest);
      proof.prove(manifest, file);
      return new SoundCheckpoint(name, manifest, file);
    } catch (WiresmithException e) {
      throw new WiresmithException(
          e.code() == ErrorCode.CONFORMANCE_FAILED
              ? ErrorCode.CONFORMANCE_FAILED
              : ErrorCode.DIGEST_MISMATCH,
          "Checkpoint %s is refused: %s"
              .formatted(name, String.valueOf(e.getMessage()).replaceFirst("\\.$", "")),
          e);
    }
  }

  private byte[] file(CheckpointName name, CheckpointManifest manifest) {
    Path file = directory.resolve(name + FILE);
    if (!Files.isRegularFile(file)) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, file + " is missing");
    }
    byte[] bytes = AtomicFiles.read(file);
    if (bytes.length != manifest.bytes()) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s has %d bytes, its manifest says %d: it is truncated or was changed"
              .formatted(file, bytes.length, manifest.bytes()));
    }
    if (!Sha256.of(bytes).equals(manifest.sha256())) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s has SHA-256 %s, its manifest says %s: it was changed"
              .formatted(file, Sha256.of(bytes), manifest.sha256()));
    }
    return bytes;
  }

  /**
   * Commits a checkpoint. The same one, committed again by a process that took up the work of a
   * killed one, stays as it is. Does not move {@code latest}.
   *
   * @param about what it is of
   * @param file makes its bytes
   */
  public CheckpointName commit(
      CheckpointAbout about, Function<CheckpointAbout, byte[]> file, InstantSource clock) {
    try (HeldFile held = hold()) {
      byte[] bytes = file.apply(about);
      String sha256 = Sha256.of(bytes);
      List<CheckpointName> names = names();
      for (CheckpointName name : names) {
        if (sound(name)
            .filter(it -> it.sha256().equals(sha256) && same(it.about(), about))
            .isPresent()) {
          return name;
        }
      }
      CheckpointName name = CheckpointName.of(about, moment(names, clock));
      AtomicFiles.write(directory.resolve(name + FILE), bytes);
      AtomicFiles.write(
          directory.resolve(name + MANIFEST),
          Json.bytes(new CheckpointManifest(name.toString(), bytes.length, sha256, about)));
      return name;
    }
  }

  /** By their text: a tree that was read may hold other classes of numbers. */
  private static boolean same(CheckpointAbout one, CheckpointAbout other) {
    return Json.line(one).equals(Json.line(other));
  }

  /** Now, or a second behind the newest: two checkpoints never have the same time. */
  private static LocalDateTime moment(List<CheckpointName> names, InstantSource clock) {
    LocalDateTime now =
        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    return names.isEmpty() || names.get(0).time().isBefore(now)
        ? now
        : names.get(0).time().plusSeconds(1);
  }

  /** The manifest, where there is one that agrees with the name, and the file has its length. */
  public Optional<CheckpointManifest> sound(CheckpointName name) {
    try {
      return Optional.of(manifest(name)).filter(it -> length(name) == it.bytes());
    } catch (WiresmithException e) {
      return Optional.empty();
    }
  }

  /** Bytes of the file; -1 where there is none. */
  private long length(CheckpointName name) {
    File file = directory.resolve(name + FILE).toFile();
    return file.isFile() ? file.length() : -1;
  }

  /**
   * The version under which a training keeps its epochs: the one that it has, or the next.
   *
   * @param training its identity
   * @param parent the version of the checkpoint that it goes on from, if there is one
   */
  public String version(String training, Optional<String> parent) {
    List<CheckpointName> names = names();
    return names.stream()
        .flatMap(name -> sound(name).stream())
        .filter(manifest -> manifest.about().training().equals(training))
        .map(manifest -> manifest.about().version())
        .findFirst()
        .orElseGet(
            () ->
                parent
                    .map(it -> NextVersion.after(it, names))
                    .orElseGet(() -> NextVersion.fresh(names)));
  }

  /**
   * Makes a proven checkpoint the one in use.
   *
   * @throws WiresmithException as {@link #verify}
   */
  public SoundCheckpoint use(CheckpointName name) {
    SoundCheckpoint sound = verify(name);
    try (HeldFile held = hold()) {
      if (!names().contains(name)) {
        throw new WiresmithException(
            ErrorCode.CONFLICT, "Checkpoint %s was removed meanwhile. Try again.".formatted(name));
      }
      AtomicFiles.write(directory.resolve(LATEST), name + "\n");
    }
    return sound;
  }

  /** What a rule would remove. Those that do not hold count for nothing, and stay. */
  public List<CheckpointName> removable(KeepRule rule) {
    return rule.removable(names().stream().filter(this::holds).toList(), latest());
  }

  /** Whether a checkpoint can be proven. */
  public boolean holds(CheckpointName name) {
    try {
      verify(name);
      return true;
    } catch (WiresmithException e) {
      return false;
    }
  }

  /** Removes checkpoints by a rule, and files that a killed process left. */
  public List<CheckpointName> remove(KeepRule rule) {
    try (HeldFile held = hold()) {
      List<CheckpointName> removable = removable(rule);
      for (CheckpointName name : removable) {
        delete(directory.resolve(name + MANIFEST));
        delete(directory.resolve(name + FILE));
      }
      sweep();
      return removable;
    }
  }

  /** Files without a manifest were never committed: their process is gone, or waits for us. */
  private void sweep() {
    for (Path entry : AtomicFiles.list(directory)) {
      String name = entry.getFileName().toString();
      boolean orphan =
          name.endsWith(FILE)
              && !Files.exists(
                  directory.resolve(name.substring(0, name.length() - FILE.length()) + MANIFEST));
      if (orphan || name.endsWith(".tmp")) {
        delete(entry);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw AtomicFiles.failed("remove", file, e);
    }
  }

  private HeldFile hold() {
    return HeldFile.hold(directory.resolve(".lock"), PATIENCE);
  }
}
