package io.wiresmith.registry.mlflow;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.DamagedVersion;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.VersionListing;
import io.wiresmith.registry.VersionTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The versions of one registered model, as the server tells them. */
record ModelVersions(MlflowApi api, ModelKey key) {
  /** Where the artifact's files are; told with the tags, though no tag of the server. */
  static final String ARTIFACTS = "wiresmith.artifacts";

  /** Where the run's files are, likewise. */
  static final String RUN_ARTIFACTS = "wiresmith.run_artifacts";

  private static final Pattern SEMVER = Pattern.compile("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}");

  VersionListing listing() {
    List<JsonNode> all = raw();
    return listing(all, all.isEmpty() ? Map.of() : aliases());
  }

  /** All versions, without the aliases that point at them: one request. */
  VersionListing unaliased() {
    return listing(raw(), Map.of());
  }

  private VersionListing listing(List<JsonNode> all, Map<String, Integer> aliases) {
    List<RegisteredVersion> sound = new ArrayList<>();
    List<DamagedVersion> damaged = new ArrayList<>();
    for (JsonNode node : all) {
      int number = number(node);
      try {
        sound.add(version(node, at(aliases, number)));
      } catch (WiresmithException e) {
        if (e.code() != ErrorCode.DIGEST_MISMATCH) {
          throw e;
        }
        damaged.add(new DamagedVersion(key, number, String.valueOf(e.getMessage())));
      }
    }
    return new VersionListing(key, sound, damaged);
  }

  private List<JsonNode> raw() {
    Map<String, String> query =
        Map.of("filter", "name='" + key.registeredName() + "'", "max_results", "200");
    return api.all("model-versions/search", query, "model_versions").stream()
        .sorted(Comparator.comparingInt(ModelVersions::number))
        .toList();
  }

  /**
   * The version with that number, if there is one.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if its record does not hold
   */
  Optional<RegisteredVersion> read(int number) {
    return api.find(
            "model-versions/get",
            Map.of("name", key.registeredName(), "version", Integer.toString(number)))
        .map(answer -> withAliases(told(answer, "model_version", "version")));
  }

  /**
   * The version with that number.
   *
   * @throws WiresmithException {@code NOT_FOUND} with those that are there
   */
  RegisteredVersion required(int number) {
    return read(number).orElseThrow(() -> unknown(Integer.toString(number)));
  }

  /** The greatest number, damaged versions included; 0 without any. */
  int newest() {
    List<JsonNode> all = raw();
    return all.isEmpty() ? 0 : number(all.get(all.size() - 1));
  }

  /** The version that an alias points at, if it points anywhere; one request. */
  Optional<RegisteredVersion> readAlias(String alias) {
    return api.find("registered-models/alias", Map.of("name", key.registeredName(), "alias", alias))
        .map(answer -> withAliases(told(answer, "model_version", "version")));
  }

  private RegisteredVersion withAliases(JsonNode node) {
    List<String> aliases = new ArrayList<>();
    node.path("aliases").forEach(alias -> aliases.add(alias.asText()));
    return version(node, aliases);
  }

  private RegisteredVersion version(JsonNode node, List<String> aliases) {
    int number = number(node);
    String where = where(number);
    Map<String, String> tags = tags(node);
    StoredRecord stored = StoredRecord.read(tags, key, where);
    String semVer = tags.getOrDefault(VersionTags.VERSION, "");
    if (!SEMVER.matcher(semVer).matches()) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s's tag %s is '%s', which is no SemVer. Restore it."
              .formatted(where, VersionTags.VERSION, semVer));
    }
    tags.remove(StoredRecord.TAG);
    tags.put(ARTIFACTS, stored.artifacts());
    tags.put(RUN_ARTIFACTS, stored.runArtifacts());
    return new RegisteredVersion(
        key,
        number,
        semVer,
        stored.files(),
        stored.runFiles(),
        tags,
        new TreeSet<>(aliases),
        Instant.ofEpochMilli(node.path("creation_timestamp").asLong()),
        stored.runId());
  }

  /** Whether a version, be it a damaged one, is of that run. */
  boolean anyOf(String run) {
    return raw().stream().anyMatch(version -> version.path("run_id").asText().equals(run));
  }

  /** What all versions are made from, the damaged ones too, as {@code models:/<id>}. */
  Set<String> sources() {
    return raw().stream().map(version -> version.path("source").asText()).collect(toSet());
  }

  /** The object of an answer; a server that answers 200 without it is none of a registry. */
  private JsonNode told(JsonNode answer, String object, String field) {
    JsonNode found = answer.path(object);
    if (found.path(field).asText().isEmpty()) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          "%s answers 200 without the %s of %s that was asked for. Check that it is an MLflow 3 server, and what stands before it."
              .formatted(api.http().server(), object.replace('_', ' '), key.registeredName()));
    }
    return found;
  }

  /** A version as a reviewer opens it. */
  String where(int number) {
    return api.http().server() + "/#/models/" + key.registeredName() + "/versions/" + number;
  }

  /** The registered model with its tags and aliases, if it is there. */
  Optional<JsonNode> model() {
    return api.find("registered-models/get", Map.of("name", key.registeredName()))
        .map(answer -> told(answer, "registered_model", "name"));
  }

  Map<String, Integer> aliases() {
    return model().map(ModelVersions::aliases).orElseGet(Map::of);
  }

  static Map<String, Integer> aliases(JsonNode model) {
    Map<String, Integer> aliases = new TreeMap<>();
    for (JsonNode alias : model.path("aliases")) {
      aliases.put(alias.path("alias").asText(), alias.path("version").asInt());
    }
    return aliases;
  }

  static Map<String, String> tags(JsonNode node) {
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode tag : node.path("tags")) {
      tags.put(tag.path("key").asText(), tag.path("value").asText());
    }
    return tags;
  }

  private static int number(JsonNode node) {
    return node.path("version").asInt();
  }

  private static List<String> at(Map<String, Integer> aliases, int number) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue() == number)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The error for a version that is not there, with those that are. */
  WiresmithException unknown(String selector) {
    return listing().unknown(selector, api.http().server().toString(), aliases());
  }
}
