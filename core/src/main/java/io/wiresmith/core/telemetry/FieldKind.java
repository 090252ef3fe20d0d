package io.wiresmith.core.telemetry;

/** The types of fields in line protocol. */
public enum FieldKind {
  FLOAT,
  INTEGER,
  UNSIGNED,
  BOOLEAN,
  STRING
}
