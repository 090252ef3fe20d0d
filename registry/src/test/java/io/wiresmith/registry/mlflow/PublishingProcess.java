package io.wiresmith.registry.mlflow;

import io.wiresmith.registry.TestingRegistration;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own that registers the given run keys one after the other. */
final class PublishingProcess {
  private PublishingProcess() {}

  /** Arguments: server, workspace, run keys. Prints the number of each version. */
  public static void main(String[] arguments) {
    MlflowRegistry registry = MlflowRegistry.of(arguments[0], Map.of());
    Path workspace = Path.of(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      System.out.println(
          registry.register(TestingRegistration.of(workspace, arguments[i]).build()).number());
    }
  }
}
