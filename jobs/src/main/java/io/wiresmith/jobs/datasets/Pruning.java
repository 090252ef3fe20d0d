package io.wiresmith.jobs.datasets;

import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.RunStore;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.core.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what of a workspace is old and not needed: the datasets of the latest run of each model
 * that was done, those of runs that go on, and the parents of what stays are needed.
 *
 * @param workspace where to look
 */
public record Pruning(Workspace workspace) {
  private static final String RUN = "the latest run of its model, or one that goes on, used it";
  private static final String PARENT = "a dataset that stays was made from it";

  /** What that rule removes at that time. */
  public PrunePlan plan(PruneRule rule, Instant now) {
    StoredDatasets stored = StoredDatasets.in(workspace);
    Set<String> used = usedByRuns();
    Map<String, Integer> newer = new HashMap<>();
    List<StoredDataset> old = new ArrayList<>();
    List<StoredDataset> stay = new ArrayList<>();
    Map<StoredDataset, String> needed = new LinkedHashMap<>();
    for (StoredDataset dataset : stored.all()) {
      String group = dataset.manifest().kind().id() + dataset.manifest().model();
      int before = newer.merge(group, 1, Integer::sum) - 1;
      boolean isOld = rule.old(before, dataset.committedAt(), now);
      if (isOld && used.contains(dataset.sha256())) {
        needed.put(dataset, RUN);
      }
      (isOld && !used.contains(dataset.sha256()) ? old : stay).add(dataset);
    }
    keepParents(old, stay, needed);
    return new PrunePlan(old, quarantines(rule, now, old, stay), needed);
  }

  private static void keepParents(
      List<StoredDataset> old, List<StoredDataset> stay, Map<StoredDataset, String> needed) {
    Set<String> parents = new HashSet<>();
    for (int i = 0; i < stay.size(); i++) {
      parents.addAll(stay.get(i).manifest().parents());
      List<StoredDataset> found =
          old.stream().filter(dataset -> parents.contains(dataset.sha256())).toList();
      found.forEach(dataset -> needed.put(dataset, PARENT));
      old.removeAll(found);
      stay.addAll(found);
    }
  }

  private List<StoredQuarantine> quarantines(
      PruneRule rule, Instant now, List<StoredDataset> old, List<StoredDataset> stay) {
    Set<String> removed = new HashSet<>();
    old.forEach(dataset -> removed.add(dataset.sha256()));
    Set<String> kept = new HashSet<>();
    stay.forEach(dataset -> kept.add(dataset.sha256()));
    List<StoredQuarantine> quarantines = new ArrayList<>();
    int newer = 0;
    for (StoredQuarantine quarantine : new StoredQuarantines(workspace).all()) {
      if (kept.contains(quarantine.dataset()) || StoredQuarantines.inUse(quarantine)) {
        continue;
      }
      if (removed.contains(quarantine.dataset()) || rule.old(newer++, quarantine.at(), now)) {
        quarantines.add(quarantine);
      }
    }
    return quarantines;
  }

  private Set<String> usedByRuns() {
    Set<String> used = new HashSet<>();
    Set<String> models = new HashSet<>();
    RunStore runs = workspace.runs();
    for (RunRecord run : runs.list()) {
      boolean goesOn = run.state() == RunState.RUNNING && !runs.interrupted(run);
      boolean latest = run.state() == RunState.DONE && models.add(run.model().id());
      if (goesOn || latest) {
        datasets(run, used);
      }
    }
    return used;
  }

  /** A run that found all its work done has no steps; its verdict names the labelled dataset. */
  private void datasets(RunRecord run, Set<String> used) {
    for (StepRecord step : run.steps()) {
      String dataset = step.result().get("dataset");
      if (dataset != null) {
        used.add(dataset);
      }
    }
    Path verdict = workspace.run(run.workKey()).resolve("verdict.json");
    if (Files.isRegularFile(verdict)) {
      used.add(Json.tree(verdict).path("dataset").asText());
    }
  }
}
