package io.wiresmith.etl.dataset;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Locations;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** Writes the sorted rows of one partition as one part and tells about it in one line of JSON. */
record PartTask(String staging, String schema) implements MapPartitionsFunction<Row, String> {
  @Override
  public Iterator<String> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return List.<String>of().iterator();
    }
    List<ColumnSpec> columns = columns(schema);
    PartWriter writer = PartWriter.ordered(Locations.path(staging), columns);
    while (rows.hasNext()) {
      writer.write(DatasetWriter.values(rows.next(), columns.size()));
    }
    return List.of(Json.line(writer.finish())).iterator();
  }

  private static List<ColumnSpec> columns(String json) {
    return List.of(
        Json.parse(json.getBytes(StandardCharsets.UTF_8), ColumnSpec[].class, "a schema"));
  }
}
