package io.wiresmith.serving.model;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.util.Map;
import java.util.TreeMap;

/** Versions of a registry. Only memory holds them. */
public final class RegistryModelSource implements ModelSource {
  private final ModelRegistry registry;

  /** A source over that registry, which may be empty or away. */
  public RegistryModelSource(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public SourcedVersion resolve(ModelRef ref) {
    RegisteredVersion version = registry.resolve(ref);
    return new SourcedVersion(
        version.number(), version.semVer(), version.modelSha256(), version.manifestSha256());
  }

  @Override
  public VersionFiles fetch(ModelKey key, SourcedVersion sought) {
    RegisteredVersion version =
        registry.resolve(new ModelRef(key, new ModelRef.Number(sought.number())));
    if (!version.manifestSha256().equals(sought.artifact())) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s in %s is another artifact than a moment ago: its manifest was %s and is %s. Restore it."
              .formatted(
                  version.id(), registry.location(), sought.artifact(), version.manifestSha256()));
    }
    Map<String, byte[]> files = new TreeMap<>();
    version.files().keySet().forEach(file -> files.put(file, registry.fetch(version, file)));
    return new VersionFiles(registry.location() + "/" + version.id(), files);
  }
}
