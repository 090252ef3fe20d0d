package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.registry.DamagedVersion;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.VersionListing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of one model: {@code <root>/models/<registered name>/}. Names that begin with a dot are
 * not there yet.
 */
record ModelDirectory(Path root, ModelKey key) {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  Path home() {
    return root.resolve("models").resolve(key.registeredName());
  }

  Path version(int number) {
    return home().resolve(Integer.toString(number));
  }

  Path alias(String name) {
    return home().resolve("aliases").resolve(name);
  }

  Path tags(int number) {
    return home().resolve("tags").resolve(Integer.toString(number));
  }

  Path runs() {
    return root.resolve("runs");
  }

  Path run(String runId) {
    return runs().resolve(runId);
  }

  /** Numbers of all version directories, complete or not, ascending. */
  List<Integer> numbers() {
    return visible(home()).stream()
        .map(path -> path.getFileName().toString())
        .filter(NUMBER.asMatchPredicate())
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /**
   * All versions, none of them damaged: whoever adds one must know all run keys.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if one is
   */
  List<RegisteredVersion> versions() {
    Map<String, Integer> aliases = aliases();
    return numbers().stream().flatMap(n -> read(n, aliases).stream()).toList();
  }

  /** All versions as far as they can be read. */
  VersionListing listing() {
    Map<String, Integer> aliases = aliases();
    List<RegisteredVersion> sound = new ArrayList<>();
    List<DamagedVersion> damaged = new ArrayList<>();
    for (int number : numbers()) {
      try {
        read(number, aliases).ifPresent(sound::add);
      } catch (WiresmithException e) {
        if (e.code() != ErrorCode.DIGEST_MISMATCH) {
          throw e;
        }
        damaged.add(new DamagedVersion(key, number, e.getMessage() + ""));
      }
    }
    return new VersionListing(key, sound, damaged);
  }

  Optional<RegisteredVersion> read(int number) {
    return read(number, aliases());
  }

  /** A version without its commit, {@code version.json}, does not exist. */
  private Optional<RegisteredVersion> read(int number, Map<String, Integer> aliases) {
    Path commit = version(number).resolve(StoredVersion.FILE);
    if (!Files.isRegularFile(commit)) {
      return Optional.empty();
    }
    StoredVersion stored = StoredVersion.read(commit, key, number);
    Map<String, String> tags = new TreeMap<>(stored.tags());
    for (Path tag : visible(tags(number))) {
      tags.put(tag.getFileName().toString(), text(tag));
    }
    SortedSet<String> names = new TreeSet<>();
    aliases.forEach((name, to) -> addIf(names, name, to == number));
    return Optional.of(
        new RegisteredVersion(
            key,
            number,
            stored.semVer(),
            stored.files(),
            stored.runFiles(),
            tags,
            names,
            stored.createdAt(),
            stored.runId()));
  }

  Map<String, Integer> aliases() {
    Map<String, Integer> aliases = new TreeMap<>();
    for (Path file : visible(home().resolve("aliases"))) {
      number(file).ifPresent(number -> aliases.put(file.getFileName().toString(), number));
    }
    return aliases;
  }

  private static void addIf(SortedSet<String> names, String name, boolean here) {
    if (here) {
      names.add(name);
    }
  }

  private static Optional<Integer> number(Path alias) {
    String text;
    try {
      text = text(alias).strip();
    } catch (WiresmithException e) {
      if (Files.notExists(alias)) {
        return Optional.empty(); // Removed since it was listed.
      }
      throw e;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s holds '%s' where one line with a version number is required. Write the number, or remove the file."
              .formatted(alias, text.length() > 40 ? text.substring(0, 40) + "…" : text));
    }
    return Optional.of(Integer.valueOf(text));
  }

  private static String text(Path file) {
    return new String(AtomicFiles.read(file), StandardCharsets.UTF_8);
  }

  static List<Path> visible(Path directory) {
    return AtomicFiles.list(directory).stream()
        .filter(path -> !path.getFileName().toString().startsWith("."))
        .toList();
  }
}
