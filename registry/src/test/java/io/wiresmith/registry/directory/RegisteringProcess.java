package io.wiresmith.registry.directory;

import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.TestingRegistration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that registers the given run keys one after the other. */
final class RegisteringProcess {
  private RegisteringProcess() {}

  static Process start(Path registry, Path workspace, List<String> runKeys) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(RegisteringProcess.class.getName());
    command.addAll(List.of(registry.toString(), workspace.toString()));
    command.addAll(runKeys);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Arguments: registry, workspace, run keys. Prints the number of each version. */
  public static void main(String[] arguments) {
    DirectoryRegistry registry = new DirectoryRegistry(Path.of(arguments[0]));
    Path workspace = Path.of(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      RegisteredVersion version =
          registry.register(TestingRegistration.of(workspace, arguments[i]).build());
      System.out.println(version.number());
    }
  }
}
