package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of one server in one dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnEachServer {
  private final InfluxSetup setup;
  private final InfluxDialect dialect;
  private final List<TestingTelemetry> started = new java.util.ArrayList<>();

  OnEachServer(InfluxSetup setup, InfluxDialect dialect) {
    this.setup = setup;
    this.dialect = dialect;
  }

  static InfluxSetup v1() {
    return TestingInflux.v1();
  }

  static InfluxSetup v112() {
    return TestingInflux.v112().withAuthentication();
  }

  static InfluxSetup v2() {
    return TestingInflux.v2();
  }

  TestingTelemetry server() {
    return started.get(0);
  }

  @BeforeAll
  void start() {
    started.add(TestingTelemetry.start(setup, dialect));
  }

  @AfterAll
  void stop() {
    started.forEach(TestingTelemetry::close);
  }
}
