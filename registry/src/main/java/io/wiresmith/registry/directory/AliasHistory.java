package io.wiresmith.registry.directory;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.AliasState;
import io.wiresmith.registry.HistoryEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code history.jsonl} of a model, one line for each move of an alias. */
record AliasHistory(Path file) {
  List<HistoryEntry> read() {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<HistoryEntry> entries = new ArrayList<>();
    for (String line : new String(AtomicFiles.read(file), StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isBlank()) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        entries.add(Json.parse(bytes, HistoryEntry.class, file + ", line " + (entries.size() + 1)));
      }
    }
    return entries;
  }

  void append(HistoryEntry entry) {
    String before =
        Files.isRegularFile(file) ? new String(AtomicFiles.read(file), StandardCharsets.UTF_8) : "";
    AtomicFiles.write(file, before + Json.line(entry) + "\n");
  }

  /** Adds the moves that the disk shows and the history does not. */
  void reconcile(Map<String, Integer> aliases, Instant now) {
    AliasState.of(aliases, read(), now).found().forEach(this::append);
  }
}
