package io.wiresmith.core.telemetry.influx;

/** A limit of a server, in the words of its configuration. */
public enum InfluxSetting {
  /** Such as {@code 1s}; 1.x only. */
  QUERY_TIMEOUT("coordinator", "query-timeout", ""),
  /** Most points that one query may read; looked at once a second, so a fast query passes. */
  MAX_SELECT_POINT("coordinator", "max-select-point", "influxql-max-select-point"),
  /** Most series that one query may read. */
  MAX_SELECT_SERIES("coordinator", "max-select-series", "influxql-max-select-series"),
  /** Most queries at once; of Flux only on 2.x. */
  MAX_CONCURRENT_QUERIES("coordinator", "max-concurrent-queries", "query-concurrency"),
  /** Most bytes of a request; 1.x only. */
  MAX_BODY_SIZE("http", "max-body-size", ""),
  /** Most rows of an answer that is not chunked; 1.x only. */
  MAX_ROW_LIMIT("http", "max-row-limit", "");

  private final String section;
  private final String key;
  private final String flag;

  InfluxSetting(String section, String key, String flag) {
    this.section = section;
    this.key = key;
    this.flag = flag;
  }

  /** The section of the configuration file of 1.x. */
  String section() {
    return section;
  }

  /** The key in that section. */
  String key() {
    return key;
  }

  /** The flag of 2.x. */
  String flag() {
    if (flag.isEmpty()) {
      throw new IllegalArgumentException("InfluxDB 2.x has no setting like " + key);
    }
    return flag;
  }
}
