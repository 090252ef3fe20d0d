package io.wiresmith.serving.cache;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** The directories of files at one place, each named by its artifact's digest. */
record KeptFiles(Path home) {
  private static final String ASIDE = ".aside-";
  private static final Pattern OWN = Pattern.compile("[0-9a-f]{64}|\\.aside-.*");

  /**
   * Reads files and compares each with what it must be.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} that names the file
   */
  Map<String, byte[]> read(String artifact, Map<String, CachedRecord.Content> contents) {
    Map<String, byte[]> files = new TreeMap<>();
    Path directory = home.resolve(artifact);
    contents.forEach((name, content) -> files.put(name, read(directory.resolve(name), content)));
    return files;
  }

  private static byte[] read(Path file, CachedRecord.Content content) {
    if (!Files.isRegularFile(file)) {
      throw CachedRecord.damaged(file, "is missing");
    }
    try {
      long bytes = Files.size(file); // Looked at first: what is too large is not read.
      if (bytes != content.bytes()) {
        throw CachedRecord.damaged(file, "has %d bytes, not %d".formatted(bytes, content.bytes()));
      }
      byte[] found = Files.readAllBytes(file);
      if (!Sha256.of(found).equals(content.sha256())) {
        throw CachedRecord.damaged(file, "was changed: its SHA-256 is " + Sha256.of(found));
      }
      return found;
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
  }

  /** Writes files beside and renames their directory; one that is there and whole stays. */
  void write(String artifact, Map<String, byte[]> files, Map<String, CachedRecord.Content> whole) {
    if (isWhole(artifact, whole)) {
      return;
    }
    Path aside = home.resolve(ASIDE + UUID.randomUUID());
    Path target = home.resolve(artifact);
    try {
      Files.createDirectory(aside);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFiles.writeSynced(aside.resolve(file.getKey()), file.getValue());
      }
      AtomicFiles.syncDirectory(aside);
      AtomicFiles.deleteTree(target);
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", target, e);
    }
  }

  private boolean isWhole(String artifact, Map<String, CachedRecord.Content> contents) {
    try {
      read(artifact, contents);
      return true;
    } catch (WiresmithException e) {
      return false;
    }
  }

  /** Removes all other artifacts, and what writers have left that died. */
  void keepOnly(Set<String> artifacts) {
    for (Path entry : AtomicFiles.list(home)) {
      String name = entry.getFileName().toString();
      if (OWN.matcher(name).matches() && !artifacts.contains(name)) {
        AtomicFiles.deleteTree(entry);
      }
    }
  }
}
