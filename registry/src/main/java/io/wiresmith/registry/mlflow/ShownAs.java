package io.wiresmith.registry.mlflow;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a run and its steps are called on a server, kept beside the run's record: a run that was
 * killed goes on as the same.
 *
 * @param server where
 * @param attempt tells this showing from all others; written before anything is created
 * @param experiment id of the experiment, or empty text
 * @param run id of the run, or empty text where it may have been created or not
 * @param artifacts where the run's files are
 * @param steps step name to what it is called
 * @param over whether it was shown to its good end
 */
record ShownAs(
    String server,
    String attempt,
    String experiment,
    String run,
    String artifacts,
    Map<String, Step> steps,
    boolean over) {
  /**
   * A step.
   *
   * @param run id of its nested run
   * @param attempts how often it began
   * @param done whether it ended with a result
   */
  record Step(String run, int attempts, boolean done) {}

  ShownAs {
    steps = Collections.unmodifiableMap(new TreeMap<>(steps));
  }

  /** That of a file, unless it is of another server or cannot be read. */
  static ShownAs in(Path file, String server) {
    if (Files.isRegularFile(file)) {
      try {
        ShownAs found = Json.read(file, ShownAs.class);
        if (found.server().equals(server)) {
          return found;
        }
      } catch (WiresmithException e) {
        return anew(server); // It names a showing that nobody knows any more.
      }
    }
    return anew(server);
  }

  static ShownAs anew(String server) {
    return new ShownAs(server, UUID.randomUUID().toString(), "", "", "", Map.of(), false);
  }

  ShownAs created(String inExperiment, String id, String files) {
    return new ShownAs(server, attempt, inExperiment, id, files, steps, false);
  }

  ShownAs with(String name, Step step) {
    Map<String, Step> all = new TreeMap<>(steps);
    all.put(name, step);
    return new ShownAs(server, attempt, experiment, run, artifacts, all, false);
  }

  ShownAs ended(boolean well) {
    return new ShownAs(server, attempt, experiment, run, artifacts, steps, well);
  }

  void save(Path file) {
    AtomicFiles.write(file, Json.bytes(this));
  }
}
