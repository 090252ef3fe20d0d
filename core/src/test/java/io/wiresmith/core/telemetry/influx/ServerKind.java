package io.wiresmith.core.telemetry.influx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What 1.x and 2.x do differently. */
sealed interface ServerKind permits InfluxOne, InfluxTwo {
  /** The organisation of 2.x; empty text on 1.x. */
  String organisation();

  /**
   * The command that starts it.
   *
   * @param port where; 0 for a free one
   */
  List<String> command(int port);

  /** Makes the first user of a server that has none yet. */
  void setUp(int port);

  /** Who asks, as environment variables. */
  Map<String, String> environment();

  /** Makes a database; {@code shard} is the length of its shard groups. */
  void createDatabase(ServerHttp http, String name, Duration shard);

  /** Writes every value of a database into a file of line protocol. */
  void export(ServerHttp http, String database, Path file);
}
