package io.wiresmith.jobs.command;

import io.wiresmith.core.io.Json;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.Rollback;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "What a checkpoint is of; it is proven on the way.")
final class CheckpointsShowCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<checkpoint>",
      defaultValue = CheckpointStore.LATEST,
      description = "Its name, or latest (default).")
  private String checkpoint = "";

  @Override
  public Integer call() {
    CheckpointStore store = Checkpoints.of(common);
    SoundCheckpoint sound = new Rollback(store).proven(store.find(checkpoint));
    common.print(
        spec.commandLine().getOut(), Checkpoints.json(store, sound), () -> table(store, sound));
    return 0;
  }

  private static String table(CheckpointStore store, SoundCheckpoint sound) {
    CheckpointAbout about = sound.manifest().about();
    List<String> lines = new ArrayList<>();
    lines.add(sound.name() + (Checkpoints.isLatest(store, sound.name()) ? "  (latest)" : ""));
    lines.add("sound: digest, manifest, architecture, numbers, and it decodes");
    lines.add(row("sha256", sound.manifest().sha256()));
    lines.add(row("size", Amounts.bytes(sound.manifest().bytes())));
    lines.add(row("architecture", Json.line(about.architecture())));
    lines.add(row("parent", about.parent().orElse("none: trained from scratch")));
    about.data().forEach(digest -> lines.add(row("learned from", digest)));
    lines.add(row("settings", Json.line(about.settings())));
    lines.add(row("seed, code", about.seed() + ", " + about.codeRevision()));
    about.metrics().forEach((name, value) -> lines.add(row(name, value.toString())));
    return String.join("\n", lines);
  }

  private static String row(String name, String value) {
    return "%-16s %s".formatted(name, value);
  }
}
