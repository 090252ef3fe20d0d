package io.wiresmith.jobs.command;

import io.wiresmith.jobs.imports.ImportProgress.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the standard error goes. */
final class Terminals {
  private Terminals() {}

  /** Java tells only whether both input and output are a terminal; Linux knows of each. */
  static Terminal standardError() {
    if (Common.variable("CI").isPresent()) {
      return Terminal.NO;
    }
    try {
      String place = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return place.startsWith("/dev/pts/") || place.startsWith("/dev/tty")
          ? Terminal.YES
          : Terminal.NO;
    } catch (IOException e) {
      return System.console() == null ? Terminal.NO : Terminal.YES;
    }
  }
}
