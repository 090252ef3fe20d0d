package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.AliasState;
import io.wiresmith.registry.HistoryEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Every move of an alias as a tag of the registered model, since MLflow keeps none: {@code
 * wiresmith.move.<number>-<random>}. Two that write at once write two tags. The oldest go when
 * there are too many.
 */
record AliasTrail(MlflowApi api, String name) {
  /** Most moves that are kept. */
  static final int LONGEST = 200;

  private static final String PREFIX = "wiresmith.move.";
  private static final int LONGEST_WHY = 2000;

  /** A move and the tag that holds it. */
  private record Kept(String tag, HistoryEntry entry) {}

  /** Where a registered model's aliases point, and how they came there. */
  static AliasState state(JsonNode model, Instant now) {
    List<HistoryEntry> told = kept(model).stream().map(Kept::entry).toList();
    return AliasState.of(ModelVersions.aliases(model), told, now);
  }

  private static List<Kept> kept(JsonNode model) {
    List<Kept> all = new ArrayList<>();
    ModelVersions.tags(model)
        .forEach(
            (tag, value) -> {
              if (tag.startsWith(PREFIX)) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                all.add(new Kept(tag, Json.parse(bytes, HistoryEntry.class, "The tag " + tag)));
              }
            });
    // By number; two of the same number were written at once.
    Comparator<Kept> order = Comparator.comparing(kept -> number(kept.tag()));
    all.sort(order.thenComparing(kept -> kept.entry().at()));
    return all;
  }

  /** Adds the moves that the aliases show and the trail does not, then the given one. */
  void append(JsonNode before, Optional<HistoryEntry> entry, Instant now) {
    List<Kept> kept = kept(before);
    List<HistoryEntry> added = new ArrayList<>(state(before, now).found());
    entry.ifPresent(added::add);
    int number = kept.isEmpty() ? 0 : number(kept.get(kept.size() - 1).tag());
    for (HistoryEntry move : added) {
      number++;
      String tag = "%s%06d-%.8s".formatted(PREFIX, number, UUID.randomUUID());
      api.change(
          "POST",
          "registered-models/set-tag",
          Map.of("name", name, "key", tag, "value", Json.line(brief(move))));
    }
    int tooMany = kept.size() + added.size() - LONGEST;
    kept.stream()
        .limit(Math.max(0, tooMany))
        .forEach(
            old ->
                api.remove("registered-models/delete-tag", Map.of("name", name, "key", old.tag())));
  }

  private static HistoryEntry brief(HistoryEntry move) {
    String why = move.why();
    return why.length() <= LONGEST_WHY
        ? move
        : new HistoryEntry(
            move.at(),
            move.alias(),
            move.from(),
            move.to(),
            move.action(),
            move.by(),
            why.substring(0, LONGEST_WHY) + "…");
  }

  private static int number(String tag) {
    String digits = tag.substring(PREFIX.length()).replaceFirst("-.*", "");
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
