package io.wiresmith.serving.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.serving.model.LastGood;
import io.wiresmith.serving.model.SourcedVersion;
import io.wiresmith.serving.model.VersionFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {
  private static final ModelRef CHAMPION = ModelRef.parse("compression@champion");
  private static final String REGISTRY = "http://127.0.0.1:5000";
  private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");

  @TempDir Path root;

  private DiskCache cache() {
    return new DiskCache(root, REGISTRY, () -> NOW);
  }

  private static SourcedVersion version(int number) {
    return new SourcedVersion(number, "1.0." + number, Sha256.of("m"), Sha256.of("" + number));
  }

  private static VersionFiles files(int number) {
    return new VersionFiles(
        "there",
        Map.of("model.onnx", bytes("model " + number), "manifest.json", bytes("{" + number + "}")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void keep(int number) {
    assertThat(cache().keep(CHAMPION, version(number), files(number))).isTrue();
  }

  private void assertHolds(int number) {
    LastGood.Kept kept = cache().read(CHAMPION).orElseThrow();
    assertThat(kept.version()).isEqualTo(version(number));
    assertThat(kept.at()).isEqualTo(NOW);
    assertThat(kept.files().byName()).containsOnlyKeys("model.onnx", "manifest.json");
    assertThat(kept.files().required("model.onnx")).isEqualTo(bytes("model " + number));
  }

  @Test
  void givesBackWhatWasKeptLast() {
    assertThat(cache().read(CHAMPION)).isEmpty();
    keep(1);
    assertHolds(1);
    keep(2);
    assertHolds(2);
    keep(2);
    assertHolds(2);
  }

  @Test
  void aRegistryAndAReferenceHaveAPlaceOfTheirOwn() {
    keep(1);

    assertThat(cache().read(ModelRef.parse("compression@canary"))).isEmpty();
    assertThat(new DiskCache(root, REGISTRY + "0", () -> NOW).read(CHAMPION)).isEmpty();
    assertThat(cache().place(CHAMPION)).hasFileName("compression@champion");
  }

  @Test
  void aRecordOfAnotherReferenceIsRefused() throws IOException {
    keep(1);
    ModelRef canary = ModelRef.parse("compression@canary");
    Files.move(cache().place(CHAMPION), cache().place(canary));

    assertThatThrownBy(() -> cache().read(canary))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("is for compression@champion of http://127.0.0.1:5000")
        .hasMessageContaining("It is not served");
  }

  @Test
  void everyChangedByteOfEveryFileIsRefusedAndTheNextGoodVersionMendsIt() throws IOException {
    keep(1);
    int mutations = 0;
    for (Path file : content()) {
      byte[] sound = Files.readAllBytes(file);
      for (int i = 0; i < sound.length; i++) {
        byte[] changed = sound.clone();
        changed[i] ^= 1;
        Files.write(file, changed);
        assertRefused(file);
        mutations++;
      }
      Files.write(file, sound);
    }
    assertThat(mutations).isGreaterThan(500);
    Files.write(content().get(0), bytes("{}"));
    keep(1);
    assertHolds(1);
  }

  @Test
  void aFileThatIsMissingOrShorterOrLongerIsRefusedAndMended() throws IOException {
    List<UnaryOperator<byte[]>> damages =
        List.of(
            bytes -> new byte[0],
            bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1),
            bytes -> java.util.Arrays.copyOf(bytes, bytes.length + 1));
    keep(1);
    for (Path file : content()) {
      for (UnaryOperator<byte[]> damage : damages) {
        Files.write(file, damage.apply(Files.readAllBytes(file)));
        assertRefused(file);
        keep(1);
        assertHolds(1);
      }
    }
    Path model = cache().place(CHAMPION).resolve(version(1).artifact()).resolve("model.onnx");
    Files.delete(model);
    assertRefused(model);
    keep(1);
    assertHolds(1);
  }

  @Test
  void aRecordThatWouldFillTheMemoryIsNotReadAndTheNextGoodVersionReplacesIt() throws IOException {
    keep(1);
    Path record = cache().place(CHAMPION).resolve("last.json");
    try (RandomAccessFile file = new RandomAccessFile(record.toFile(), "rw")) {
      file.setLength(8L << 30); // Of holes: the disk holds none of it.
    }
    assertThatThrownBy(() -> cache().read(CHAMPION))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("last.json has 8,589,934,592 bytes, and no record so many");
    keep(2);
    assertHolds(2);
  }

  private List<Path> content() throws IOException {
    try (var files = Files.walk(cache().place(CHAMPION))) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(() -> cache().read(CHAMPION))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH))
        .hasMessageContaining(file.getFileName().toString());
  }

  @Test
  void aRecordThatLeadsElsewhereIsRefused() throws IOException {
    Files.writeString(root.resolve("secret"), "model 1");
    keep(1);
    Path record = cache().place(CHAMPION).resolve("last.json");
    for (String elsewhere : List.of("../../../secret", "/etc/passwd", "..", ".hidden", "")) {
      String text = Files.readString(record);
      Files.writeString(record, resealed(text.replace("model.onnx", elsewhere)));
      assertThatThrownBy(() -> cache().read(CHAMPION)).hasMessageContaining("no file of an");
      keep(1);
    }
    Files.writeString(
        record,
        resealed(Files.readString(record).replace(version(1).artifact(), "../../../" + "0")));
    assertThatThrownBy(() -> cache().read(CHAMPION)).hasMessageContaining("no file of an");
  }

  /** As someone would write it who knows how. */
  private static String resealed(String text) {
    CachedRecord forged =
        io.wiresmith.core.io.Json.parse(bytes(text), CachedRecord.class, "the forged record");
    return io.wiresmith.core.io.Json.text(forged.sealed());
  }

  @Test
  void keepsTheLastAndTheOneBefore() {
    for (int number = 1; number <= 5; number++) {
      keep(number);
    }

    assertThat(directories())
        .containsExactlyInAnyOrder(version(4).artifact(), version(5).artifact());
  }

  private List<String> directories() {
    return AtomicFiles.list(cache().place(CHAMPION)).stream()
        .filter(Files::isDirectory)
        .map(entry -> entry.getFileName().toString())
        .toList();
  }

  @Test
  void whatAKilledWriterLeftIsSweptAndNothingElse() throws IOException {
    keep(1);
    Path home = cache().place(CHAMPION);
    Files.createDirectories(home.resolve(".aside-1"));
    Files.writeString(home.resolve(".aside-1").resolve("model.onnx"), "half");
    Files.writeString(home.resolve("notes.txt"), "someone's own");
    assertHolds(1);

    keep(2);

    assertThat(home.resolve(".aside-1")).doesNotExist();
    assertThat(home.resolve("notes.txt")).exists();
    assertHolds(2);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldAndHoldsWhatItHeld() throws IOException {
    Files.writeString(root.resolve("file"), "no directory");
    DiskCache unusable = new DiskCache(root.resolve("file"), REGISTRY, () -> NOW);

    assertThatThrownBy(() -> unusable.keep(CHAMPION, version(1), files(1)))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    assertThat(unusable.read(CHAMPION)).isEmpty();
  }

  @Test
  void serversThatShareItWriteAndReadAtOnce() {
    keep(1);
    List<CompletableFuture<Void>> servers = new ArrayList<>();
    for (int server = 0; server < 4; server++) {
      int first = server;
      servers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 25; i++) {
                  keep(1 + (first + i) % 3);
                  LastGood.Kept kept = cache().read(CHAMPION).orElseThrow();
                  assertThat(kept.files().required("model.onnx"))
                      .isEqualTo(bytes("model " + kept.version().number()));
                }
              }));
    }
    servers.forEach(CompletableFuture::join);
    assertThat(directories()).hasSizeLessThanOrEqualTo(2);
  }
}
