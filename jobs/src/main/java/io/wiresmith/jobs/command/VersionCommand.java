package io.wiresmith.jobs.command;

import io.wiresmith.core.Release;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Show the version and the code's revision.")
final class VersionCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"wiresmith " + Release.VERSION};
    }
  }

  @Override
  public Integer call() {
    String revision = io.wiresmith.jobs.pipeline.CodeRevision.current();
    Map<String, String> version =
        Map.of(
            "version",
            Release.VERSION,
            "code_revision",
            revision,
            "java",
            System.getProperty("java.version", "?"));
    common.print(
        spec.commandLine().getOut(),
        version,
        () ->
            "wiresmith %s, code %s, Java %s"
                .formatted(Release.VERSION, revision, version.get("java")));
    return 0;
  }
}
