package io.wiresmith.jobs.command;

/** The form of a result on stdout. */
enum Output {
  /** For people. */
  TABLE,
  /** One JSON object. */
  JSON
}
