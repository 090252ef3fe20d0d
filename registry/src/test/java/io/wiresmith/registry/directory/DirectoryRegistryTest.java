package io.wiresmith.registry.directory;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.ModelRegistryContract;
import io.wiresmith.registry.RegisteredVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRegistryTest extends ModelRegistryContract {
  private static final Instant NOW = Instant.parse("2026-11-15T08:00:00Z");

  @TempDir Path directory;

  @Override
  protected ModelRegistry open() {
    return new DirectoryRegistry(root(), () -> NOW);
  }

  @Override
  protected void tamper(RegisteredVersion version, String file) {
    flip(home().resolve(version.number() + "/" + file));
  }

  @Override
  protected void moveOutside(String alias, int to) {
    AtomicFiles.write(home().resolve("aliases").resolve(alias), to + "\n");
  }

  private Path root() {
    return directory.resolve("registry");
  }

  private Path home() {
    return root().resolve("models/wiresmith-compression");
  }

  private static void flip(Path file) {
    byte[] bytes = AtomicFiles.read(file);
    bytes[bytes.length / 2] ^= 1;
    AtomicFiles.write(file, bytes);
  }

  @Test
  void laysOutPlainFiles() {
    RegisteredVersion version = open().register(registration("run-1").build());
    point(open(), "champion", 1, Optional.empty());
    open().tag(version, "stage", "canary");

    assertThat(home().resolve("1")).isDirectoryContaining("glob:**/{model.onnx,version.json}");
    assertThat(home().resolve("aliases/champion")).hasContent("1\n");
    assertThat(home().resolve("tags/1/stage")).hasContent("canary");
    assertThat(home().resolve("history.jsonl"))
        .hasContent(
            "{\"action\":\"PROMOTE\",\"alias\":\"champion\",\"at\":\"2026-11-15T08:00:00Z\","
                + "\"by\":\"anna\",\"to\":1,\"why\":\"a test\"}\n");
    assertThat(root().resolve("runs").resolve(version.runId()).resolve("report.html"))
        .hasContent("<p>Blessed</p>");
    assertThat(version.createdAt()).isEqualTo(NOW);
  }

  @Test
  void refusesAChangedOrForeignCommit() throws IOException {
    open().register(registration("run-1").build());
    open().register(registration("run-2").build());
    Path commit = home().resolve("2/version.json");
    byte[] sound = AtomicFiles.read(commit);
    for (int i = 0; i < sound.length; i += 7) {
      byte[] changed = sound.clone();
      changed[i] ^= 1;
      AtomicFiles.write(commit, changed);
      assertThatError(
              () -> open().resolve(ModelRef.parse("compression@2")), ErrorCode.DIGEST_MISMATCH)
          .hasMessageContaining(commit.toString());
    }

    Files.copy(
        home().resolve("1/version.json"),
        commit,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@2")), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("is the commit of compression@1, not of compression@2");
  }

  @Test
  void aDamagedCommitIsNamedAndHidesNoOtherVersion() {
    RegisteredVersion first = open().register(registration("run-1").build());
    open().register(registration("run-2").build());
    RegisteredVersion third = open().register(registration("run-3").build());
    Path commit = home().resolve("2/version.json");
    flip(commit);

    assertThat(open().list()).containsExactly(first, third);
    assertThat(open().list(KEY)).containsExactly(first, third);
    assertThat(open().damaged())
        .singleElement()
        .satisfies(
            damaged -> {
              assertThat(damaged.id()).isEqualTo("compression@2");
              assertThat(damaged.damage()).contains(commit.toString());
            });
    assertThat(open().resolve(ModelRef.parse("compression@" + third.semVer()))).isEqualTo(third);
    assertThatError(
            () -> open().resolve(ModelRef.parse("compression@9.9.9")), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("cannot be told")
        .hasMessageContaining(commit.toString());
    assertThatError(() -> open().resolve(ModelRef.parse("compression@7")), ErrorCode.NOT_FOUND)
        .hasMessageContaining("2 (damaged)");
    assertThatError(() -> open().register(registration("run-4").build()), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining(commit.toString());
  }

  @Test
  void verifyListsAllThatIsChangedMissingOrTooMuch() throws IOException {
    RegisteredVersion version = open().register(registration("run-1").build());
    Path files = home().resolve("1");
    flip(files.resolve(Artifact.MODEL));
    Files.delete(files.resolve("MLmodel"));
    AtomicFiles.write(files.resolve("extra.txt"), "x");
    Path report = root().resolve("runs").resolve(version.runId()).resolve("report.html");
    flip(report);

    assertThatError(() -> open().verify(version), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining(files.resolve(Artifact.MODEL) + " was changed")
        .hasMessageContaining(files.resolve("MLmodel") + " is missing")
        .hasMessageContaining(files.resolve("extra.txt") + " does not belong to this version")
        .hasMessageContaining(report + " was changed");

    Files.delete(files.resolve(StoredVersion.FILE));
    assertThatError(() -> open().verify(version), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("version.json is missing");
  }

  @Test
  void seesNothingOfWhatAKilledProcessLeftAndSweepsItAtTheNextWrite() throws IOException {
    open().register(registration("run-1").build());
    copy(home().resolve("1"), home().resolve(".staging-dead"));
    copy(home().resolve("1"), home().resolve("2"));
    Files.delete(home().resolve("2/version.json"));
    AtomicFiles.write(home().resolve("aliases/.champion.x.tmp"), "");
    AtomicFiles.write(home().resolve("tags/1/.stage.x.tmp"), "");
    AtomicFiles.write(home().resolve(".history.jsonl.x.tmp"), "{");
    String orphan = registration("run-2").build().runId();
    AtomicFiles.write(root().resolve("runs").resolve(orphan).resolve("report.html"), "half");

    assertThat(open().list()).hasSize(1);
    assertThat(open().aliases(KEY)).isEmpty();
    assertThat(open().list().get(0).tags()).doesNotContainKey(".stage.x.tmp");

    RegisteredVersion next = open().register(registration("run-2").build());
    open().verify(next);
    assertThat(next.number()).isEqualTo(3);
    try (Stream<Path> left = Files.walk(root())) {
      assertThat(left.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(".")))
          .containsExactly(".lock");
    }
  }

  @Test
  void isARegistryWhereverItIsCopied() throws IOException {
    RegisteredVersion version = open().register(registration("run-1").build());
    point(open(), "champion", 1, Optional.empty());
    Path copy = directory.resolve("copy");
    copy(root(), copy);
    AtomicFiles.deleteTree(root());

    DirectoryRegistry moved = new DirectoryRegistry(copy);

    RegisteredVersion champion = moved.resolve(ModelRef.champion(KEY));
    assertThat(champion.modelSha256()).isEqualTo(version.modelSha256());
    moved.verify(champion);
    moved.pull(champion, directory.resolve("out")).verify();
    assertThat(moved.register(registration("run-1").build())).isEqualTo(champion);
  }

  @Test
  void findsARunThatWasRegisteredBeforeWhereNothingCanBeWritten() throws IOException {
    RegisteredVersion version = open().register(registration("run-1").build());
    Files.delete(home().resolve(".lock"));
    Files.createDirectory(home().resolve(".lock")); // No writer can lock this.

    assertThat(open().register(registration("run-1").build())).isEqualTo(version);
    assertThatError(
            () -> open().register(registration("run-2").build()), ErrorCode.STORAGE_UNAVAILABLE)
        .hasMessageContaining("Cannot lock");
  }

  @Test
  void namesAnAliasFileThatHoldsNoNumber() {
    open().register(registration("run-1").build());
    AtomicFiles.write(home().resolve("aliases/champion"), "one");

    assertThatError(() -> open().aliases(KEY), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("aliases/champion holds 'one'")
        .hasMessageContaining("a version number is required");
  }

  @Test
  void refusesARootThatIsAFileOrLiesInOne() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatError(() -> new DirectoryRegistry(file), ErrorCode.USAGE)
        .hasMessageContaining("is a file. Name a directory");
    assertThatError(
            () ->
                new DirectoryRegistry(file.resolve("below"))
                    .register(registration("run-1").build()),
            ErrorCode.STORAGE_UNAVAILABLE)
        .hasMessageContaining("Cannot make the directory");
  }

  @Test
  void leavesNothingBehindWhenTheDiskRefusesAFile() throws IOException {
    AtomicFiles.directory(root());
    Files.writeString(root().resolve("runs"), "in the way");

    assertThatError(
            () -> open().register(registration("run-1").build()), ErrorCode.STORAGE_UNAVAILABLE)
        .hasMessageContaining("Cannot write")
        .hasMessageContaining("is writable and has space");
    assertThat(open().list()).isEmpty();
    assertThat(ModelDirectory.visible(home())).isEmpty();

    Files.delete(root().resolve("runs"));
    assertThat(open().register(registration("run-1").build()).number()).isEqualTo(1);
  }

  @Test
  void bindsTheManifestToTheCommit() {
    RegisteredVersion version = open().register(registration("run-1").build());
    tamper(version, ArtifactManifest.FILE);

    assertThatError(() -> open().fetch(version, ArtifactManifest.FILE), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("wiresmith-compression/1/manifest.json was changed");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }
}
