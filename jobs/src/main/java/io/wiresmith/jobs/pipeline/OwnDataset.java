package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset as one piece of work saw it: the window and the counts are of that work, while the rows
 * may have been stored before by another.
 */
final class OwnDataset {
  /** The entry of a step's result that holds the manifest. */
  static final String MANIFEST = "manifest";

  private OwnDataset() {}

  static String remembered(DatasetRef dataset) {
    return Json.line(dataset.manifest());
  }

  /** The dataset of a remembered result; empty if its rows are gone. */
  static Optional<DatasetRef> reopened(
      Map<String, String> known, DatasetKind kind, ModelKey model, DatasetStore datasets) {
    return Optional.ofNullable(known.get(MANIFEST))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(
            bytes ->
                Json.parse(
                    bytes, DatasetManifest.class, "the record of a " + kind.id() + " dataset"))
        .flatMap(
            own ->
                datasets
                    .find(kind, model, own.sha256())
                    .map(stored -> new DatasetRef(stored.directory(), own)));
  }
}
