package io.wiresmith.jobs.doctor;

import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a doctor looks at beside the machine.
 *
 * @param settings the configuration
 * @param environment of this process
 * @param workspace where runs are kept
 * @param telemetry files and databases that are named or configured
 * @param registry a directory or an MLflow server, if named or configured
 * @param ledger where the run ledger is
 * @param master of Spark
 * @param ports of 127.0.0.1 that shall be free
 */
public record Examined(
    Settings settings,
    Map<String, String> environment,
    Workspace workspace,
    List<String> telemetry,
    Optional<String> registry,
    String ledger,
    String master,
    List<Integer> ports) {
  /** Copies the collections. */
  public Examined {
    environment = Map.copyOf(environment);
    telemetry = List.copyOf(telemetry);
    ports = List.copyOf(ports);
  }
}
