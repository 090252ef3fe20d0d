package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldDirectory;
import io.wiresmith.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Copies a version out of any registry: written aside, then renamed. */
record ArtifactPull(ModelRegistry registry, RegisteredVersion version) {
  Artifact into(Path directory) {
    Path target = directory.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new WiresmithException(ErrorCode.USAGE, "Cannot pull into " + target + ".");
    }
    if (isThere(target)) {
      return Artifact.open(target);
    }
    String prefix = "." + target.getFileName() + ".pull-";
    try (HeldDirectory held = HeldDirectory.open(parent, prefix)) {
      Path aside = held.path().resolve("made");
      copy(aside);
      rename(aside, target);
    }
    return Artifact.open(target);
  }

  private void copy(Path aside) {
    AtomicFiles.directory(aside);
    for (String name : version.files().keySet()) {
      byte[] bytes = registry.fetch(version, name);
      try {
        AtomicFiles.writeSynced(aside.resolve(name), bytes);
      } catch (IOException e) {
        throw AtomicFiles.failed("write", aside.resolve(name), e);
      }
    }
  }

  private void rename(Path aside, Path target) {
    try {
      AtomicFiles.syncDirectory(aside);
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!isThere(target)) {
        throw AtomicFiles.failed("pull into", target, e);
      }
    }
  }

  /** Whether the target is this version, complete; false if it is absent or empty. */
  private boolean isThere(Path target) {
    if (!Files.exists(target)) {
      return false;
    }
    if (!Files.isDirectory(target)) {
      throw other(target, "is no directory");
    }
    List<Path> entries = AtomicFiles.list(target);
    if (entries.isEmpty()) {
      return false;
    }
    for (Path entry : entries) {
      if (!version.files().containsKey(entry.getFileName().toString())) {
        throw other(target, "holds " + entry.getFileName());
      }
    }
    version.files().forEach((name, sha256) -> requireEqual(target, name, sha256));
    return true;
  }

  private void requireEqual(Path target, String name, String sha256) {
    Path file = target.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw other(target, "lacks " + name);
    }
    if (!Sha256.of(file).equals(sha256)) {
      throw other(
          target,
          name.equals(ArtifactManifest.FILE) || name.equals(Artifact.MODEL)
              ? "holds another version (" + name + " differs)"
              : "holds another " + name);
    }
  }

  private WiresmithException other(Path target, String found) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "Cannot pull %s into %s: it %s. Nothing was changed; choose a directory that is new or empty."
            .formatted(version.id(), target, found));
  }
}
