package io.wiresmith.jobs.datasets;

import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A dataset of a workspace.
 *
 * @param directory where its files lie
 * @param manifest what it is
 * @param committedAt when its manifest was written
 */
public record StoredDataset(Path directory, DatasetManifest manifest, Instant committedAt) {
  /** Digest of schema and rows. */
  public String sha256() {
    return manifest.sha256();
  }

  /** The first twelve digits, for people. */
  public String brief() {
    return sha256().substring(0, 12);
  }

  /** Bytes of its files. */
  public long bytes() {
    return manifest.files().stream().mapToLong(DatasetFile::bytes).sum();
  }

  /** For a verb that reads it. */
  public DatasetRef ref() {
    return new DatasetRef(directory, manifest);
  }

  /** The facts of {@code datasets list -o json}. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", manifest.kind().id());
    json.put("model", manifest.model().id());
    json.put("sha256", sha256());
    json.put("rows", manifest.counts().out());
    json.put("window", manifest.window());
    json.put("bytes", bytes());
    json.put("committed_at", committedAt);
    json.put("source", manifest.source());
    json.put("parents", manifest.parents());
    json.put("directory", directory.toString());
    return json;
  }
}
