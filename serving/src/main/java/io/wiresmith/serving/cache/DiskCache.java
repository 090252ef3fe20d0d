package io.wiresmith.serving.cache;

import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.serving.model.LastGood;
import io.wiresmith.serving.model.SourcedVersion;
import io.wiresmith.serving.model.VersionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good version of each reference of a registry, and the one before:
 *
 * <pre>{@code
 * <root>/<digits of the registry's digest>/compression@champion/
 *     last.json       the record; replacing it is the commit
 *     <digest>/       the files of an artifact
 *     .lock           held by whoever writes
 * }</pre>
 *
 * Several servers may share the root: writers take turns, and what a reader reads stays until two
 * other versions have come. Nothing here is believed: a reader hashes every file, and a model of it
 * is proven like one of the registry. Thread-safe.
 */
public final class DiskCache implements LastGood {
  private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);
  private static final String RECORD = "last.json";
  private static final int DIRECTORY_DIGITS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A record names some ten files; what is longer is none, and is not read. */
  private static final long LONGEST_RECORD = 1 << 20;

  private final Path root;
  private final String registry;
  private final InstantSource clock;

  /**
   * A cache for one registry.
   *
   * @param root need not exist yet
   * @param registry where versions come from
   */
  public DiskCache(Path root, String registry, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.registry = registry;
    this.clock = clock;
  }

  /** Where the versions of a reference are kept. */
  public Path place(ModelRef ref) {
    return root.resolve(Sha256.of(registry).substring(0, DIRECTORY_DIGITS)).resolve(ref.toString());
  }

  @Override
  public Optional<Kept> read(ModelRef ref) {
    Optional<CachedRecord> first = record(ref);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(kept(ref, first.get()));
    } catch (WiresmithException e) {
      // Two other versions may have come meanwhile, and these files be gone.
      Optional<CachedRecord> second = record(ref);
      if (second.equals(first)) {
        throw e;
      }
      return second.map(record -> kept(ref, record));
    }
  }

  private Optional<CachedRecord> record(ModelRef ref) {
    Path file = place(ref).resolve(RECORD);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long bytes = Files.size(file);
      if (bytes > LONGEST_RECORD) {
        throw CachedRecord.damaged(file, "has %,d bytes, and no record so many".formatted(bytes));
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
    return Optional.of(CachedRecord.parse(AtomicFiles.read(file), file, registry, ref));
  }

  private Kept kept(ModelRef ref, CachedRecord record) {
    String artifact = record.version().artifact();
    Path home = place(ref);
    return new Kept(
        record.version(),
        new VersionFiles(
            home.resolve(artifact).toString(), new KeptFiles(home).read(artifact, record.files())),
        record.keptAt());
  }

  @Override
  public boolean keep(ModelRef ref, SourcedVersion version, VersionFiles files) {
    Path home = AtomicFiles.directory(place(ref));
    try (HeldFile held = HeldFile.hold(home.resolve(".lock"), PATIENCE)) {
      keepAlone(home, ref, version, files.byName());
    }
    return true;
  }

  private void keepAlone(
      Path home, ModelRef ref, SourcedVersion version, Map<String, byte[]> files) {
    KeptFiles kept = new KeptFiles(home);
    kept.keepOnly(recent(ref, version)); // First: a disk that is full of old ones has room then.
    Map<String, CachedRecord.Content> contents = new TreeMap<>();
    files.forEach(
        (name, bytes) ->
            contents.put(name, new CachedRecord.Content(bytes.length, Sha256.of(bytes))));
    kept.write(version.artifact(), files, contents);
    CachedRecord record =
        new CachedRecord(
            registry,
            ref.toString(),
            version,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            contents,
            "");
    AtomicFiles.write(home.resolve(RECORD), Json.bytes(record.sealed()));
  }

  /** The artifact to come and the one that is there, which someone may read. */
  private Set<String> recent(ModelRef ref, SourcedVersion version) {
    Set<String> recent = new HashSet<>(Set.of(version.artifact()));
    try {
      record(ref).ifPresent(record -> recent.add(record.version().artifact()));
    } catch (WiresmithException e) {
      LOG.info("replaces what was damaged: {}", e.getMessage());
    }
    return recent;
  }
}
