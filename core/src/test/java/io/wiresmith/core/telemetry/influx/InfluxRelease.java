package io.wiresmith.core.telemetry.influx;

/** The servers that tests run against. */
public enum InfluxRelease {
  /** Debian's package; InfluxQL only. */
  V1_6("1.6.7"),
  /** The last 1.x; InfluxQL and Flux. */
  V1_12("1.12.4"),
  /** Organisations, buckets, tokens; InfluxQL and Flux. */
  V2_7("2.7.12");

  private final String version;

  InfluxRelease(String version) {
    this.version = version;
  }

  /** The version, as {@code bin/lib/influxd} takes it. */
  public String version() {
    return version;
  }

  /** Whether it has organisations and buckets. */
  public boolean hasOrganisations() {
    return this == V2_7;
  }

  /** Whether it answers Flux. */
  public boolean hasFlux() {
    return this != V1_6;
  }
}
