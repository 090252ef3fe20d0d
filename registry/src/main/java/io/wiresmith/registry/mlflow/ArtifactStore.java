package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.registry.mlflow.MlflowHttp.Call;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Files behind the server's artifact proxy; what comes back is compared with what was meant. */
record ArtifactStore(MlflowHttp http) {
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final String LIST = "/api/2.0/mlflow-artifacts/artifacts?path=";
  private static final byte[] NOTHING = {};

  /**
   * Uploads files and reads each back.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if the server hands out other bytes
   */
  void put(ArtifactPlace place, Map<String, byte[]> files, UploadProgress progress) {
    files.forEach((name, bytes) -> put(place, name, bytes, progress));
  }

  private void put(ArtifactPlace place, String name, byte[] bytes, UploadProgress progress) {
    MlflowAnswer answer =
        http.ask(
            new Call("PUT", FILES + place.path() + "/" + name, false, bytes),
            length -> progress.sent(name, length));
    if (!answer.success()) {
      throw http.refusals().of(answer);
    }
    byte[] back = find(place, name).orElse(NOTHING);
    if (!Arrays.equals(back, bytes)) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s took %s of %d bytes and hands out %d others. Nothing was registered; look at its store of artifacts."
              .formatted(http.server(), url(place, name), bytes.length, back.length));
    }
  }

  /**
   * The bytes of a file.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} that says what is wrong with it
   */
  byte[] get(ArtifactPlace place, String name, String sha256) {
    Optional<byte[]> bytes = find(place, name);
    fault(place, name, bytes, sha256)
        .ifPresent(
            fault -> {
              throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, fault);
            });
    return bytes.orElse(NOTHING);
  }

  /** What is wrong with a file, if anything. */
  Optional<String> fault(ArtifactPlace place, String name, String sha256) {
    return fault(place, name, find(place, name), sha256);
  }

  private Optional<String> fault(
      ArtifactPlace place, String name, Optional<byte[]> bytes, String sha256) {
    if (bytes.isEmpty()) {
      return Optional.of(url(place, name) + " is missing. Restore it, or use another version.");
    }
    String found = Sha256.of(bytes.get());
    return found.equals(sha256)
        ? Optional.empty()
        : Optional.of(
            "%s was changed: its SHA-256 is %s, registered was %s. Restore it, or use another version."
                .formatted(url(place, name), found, sha256));
  }

  private Optional<byte[]> find(ArtifactPlace place, String name) {
    MlflowAnswer answer =
        http.ask(new Call("GET", FILES + place.path() + "/" + name, false, NOTHING));
    if (answer.absent()) {
      return Optional.empty();
    }
    if (!answer.success()) {
      throw http.refusals().of(answer);
    }
    return Optional.of(answer.body());
  }

  /** Removes a directory with all that is in it; none is fine. */
  void remove(ArtifactPlace place) {
    MlflowAnswer answer = http.ask(new Call("DELETE", FILES + place.path(), true, NOTHING));
    if (!answer.success() && !answer.absent()) {
      throw http.refusals().of(answer);
    }
  }

  /** The names in a directory. */
  SortedSet<String> list(ArtifactPlace place) {
    MlflowAnswer answer = http.ask(new Call("GET", LIST + place.path(), true, NOTHING));
    if (!answer.success()) {
      throw http.refusals().of(answer);
    }
    JsonNode tree = answer.json().orElseThrow(() -> http.refusals().notJson(answer));
    SortedSet<String> names = new TreeSet<>();
    tree.path("files").forEach(file -> names.add(file.path("path").asText()));
    return names;
  }

  /** Where a file is, for messages. */
  String url(ArtifactPlace place, String name) {
    return http.server() + FILES + place.path() + "/" + name;
  }
}
