package io.wiresmith.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.fields.TaggerCheckpoints;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The checkpoints of a workspace, and how they are told. */
final class Checkpoints {
  private Checkpoints() {}

  static CheckpointStore of(Common common) {
    return TaggerCheckpoints.in(common.workspace().checkpoints(TaggerCheckpoints.MODEL));
  }

  static boolean isLatest(CheckpointStore store, CheckpointName name) {
    return store.latest().equals(Optional.of(name));
  }

  /** A checkpoint by its name. */
  static Map<String, Object> json(CheckpointStore store, CheckpointName name) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name.toString());
    json.put("version", name.version());
    json.put("epoch", name.epoch());
    json.put("f1", name.f1());
    json.put("time", name.instant().toString());
    json.put("latest", isLatest(store, name));
    json.put("manifest_sound", store.sound(name).isPresent());
    return json;
  }

  /** A proven checkpoint with its manifest. */
  static Map<String, Object> json(CheckpointStore store, SoundCheckpoint checkpoint) {
    Map<String, Object> json = json(store, checkpoint.name());
    json.put("sha256", checkpoint.manifest().sha256());
    json.put("bytes", checkpoint.manifest().bytes());
    JsonNode about = Json.mapper().valueToTree(checkpoint.manifest().about());
    json.put("about", about);
    return json;
  }
}
