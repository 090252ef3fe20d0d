package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.influx.InfluxDialect;
import org.junit.jupiter.api.Nested;

/** The DataSource on every server, in every dialect it knows. */
class InfluxReadTest {
  @Nested
  class InfluxQlOf16 extends InfluxReads {
    InfluxQlOf16() {
      super(v1(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf112 extends InfluxReads {
    InfluxQlOf112() {
      super(v112(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf27 extends InfluxReads {
    InfluxQlOf27() {
      super(v2(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class FluxOf112 extends InfluxReads {
    FluxOf112() {
      super(v112(), InfluxDialect.FLUX);
    }
  }

  @Nested
  class FluxOf27 extends InfluxReads {
    FluxOf27() {
      super(v2(), InfluxDialect.FLUX);
    }
  }
}
