package io.wiresmith.registry.mlflow;

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
 * @param process who shows it
 * @param attempt tells this showing from all others; written before anything is created
 * @param experiment id of the experiment, or empty text
 * @param run id of the run, or empty text where it may have been created or not
 * @param artifacts where the run's files are
 * @param steps step name to what it is called
 * @param over whether it was shown to its good end
 */
record ShownAs(
    String server,
    long process,
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

  /** That of a file, unless it is of another server or of a process that is still at it. */
  static ShownAs in(Path file, String server) {
    long here = ProcessHandle.current().pid();
    if (Files.isRegularFile(file)) {
      ShownAs found = Json.read(file, ShownAs.class);
      boolean taken =
          found.process() != here
              && ProcessHandle.of(found.process()).filter(ProcessHandle::isAlive).isPresent();
      if (found.server().equals(server) && !taken) {
        return found.by(here);
      }
    }
    return anew(server);
  }

  static ShownAs anew(String server) {
    long here = ProcessHandle.current().pid();
    return new ShownAs(server, here, UUID.randomUUID().toString(), "", "", "", Map.of(), false);
  }

  private ShownAs by(long other) {
    return new ShownAs(server, other, attempt, experiment, run, artifacts, steps, over);
  }

  ShownAs created(String inExperiment, String id, String files) {
    return new ShownAs(server, process, attempt, inExperiment, id, files, steps, false);
  }

  ShownAs with(String name, Step step) {
    Map<String, Step> all = new TreeMap<>(steps);
    all.put(name, step);
    return new ShownAs(server, process, attempt, experiment, run, artifacts, all, false);
  }

  ShownAs ended(boolean well) {
    return new ShownAs(server, process, attempt, experiment, run, artifacts, steps, well);
  }

  void save(Path file) {
    AtomicFiles.write(file, Json.bytes(this));
  }
}
