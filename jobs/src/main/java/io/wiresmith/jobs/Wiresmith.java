package io.wiresmith.jobs;

import io.wiresmith.jobs.command.CommandLineFactory;

/** The main class of every verb but {@code serve} and {@code predict}. */
public final class Wiresmith {
  private Wiresmith() {}

  /** Runs one verb and exits with its code; see {@code bin/wiresmith --help}. */
  public static void main(String[] args) {
    System.exit(CommandLineFactory.create(args).execute(args));
  }
}
