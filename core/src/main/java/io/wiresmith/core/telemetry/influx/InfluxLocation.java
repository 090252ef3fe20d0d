package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A database of an InfluxDB server, {@code influxdb+http(s)://host:port/<database>} or {@code
 * …/<organisation>/<bucket>}, with {@code ?dialect=influxql|flux} and {@code ?rp=<retention
 * policy>}. It holds no secrets.
 *
 * @param server {@code http(s)://host:port}
 * @param organisation the organisation, of 2.x; empty text without one
 * @param database the database or bucket
 * @param retentionPolicy the retention policy; empty text for the default one
 * @param dialect how it is asked
 */
public record InfluxLocation(
    URI server, String organisation, String database, String retentionPolicy, InfluxDialect dialect)
    implements Serializable {
  private static final String PREFIX = "influxdb+";
  private static final int LAST_PORT = 65535;
  private static final List<String> OPTIONS = List.of("dialect", "rp");

  /** Whether a telemetry URI names a database. */
  public static boolean matches(String uri) {
    return uri.startsWith(PREFIX);
  }

  /**
   * Reads a URI.
   *
   * @throws WiresmithException {@code USAGE} that says what is wrong with it
   */
  public static InfluxLocation parse(String text) {
    URI uri = uri(text);
    if (uri.getRawUserInfo() != null) {
      throw wrong(
          text,
          "names a user",
          "no secrets in URIs: set WIRESMITH_INFLUX_USER and WIRESMITH_INFLUX_PASSWORD, or"
              + " WIRESMITH_INFLUX_TOKEN");
    }
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw wrong(text, "names no server", "influxdb+http://host:port/<database>");
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      throw wrong(text, "names port " + uri.getPort(), "a port from 1 to " + LAST_PORT);
    }
    if (uri.getRawFragment() != null) {
      String fragment = "#" + uri.getRawFragment();
      throw wrong(text, "has a fragment '" + fragment + "'", "nothing behind; write %23 for #");
    }
    List<String> path =
        Arrays.stream(Optional.ofNullable(uri.getRawPath()).orElse("").split("/"))
            .filter(part -> !part.isEmpty())
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    if (path.isEmpty() || path.size() > 2) {
      throw wrong(
          text, "names no database", "…/<database> of 1.x or …/<organisation>/<bucket> of 2.x");
    }
    Map<String, String> options = options(text, uri);
    return new InfluxLocation(
        server(uri),
        path.size() == 2 ? path.get(0) : "",
        path.get(path.size() - 1),
        options.getOrDefault("rp", ""),
        dialect(text, options.getOrDefault("dialect", InfluxDialect.INFLUXQL.id())));
  }

  private static URI uri(String text) {
    try {
      return new URI(text.substring(matches(text) ? PREFIX.length() : 0));
    } catch (URISyntaxException e) {
      throw wrong(
          text, "is no URI (" + e.getReason() + ")", "influxdb+http://host:port/<database>");
    }
  }

  private static URI server(URI uri) {
    int port = uri.getPort() < 0 ? 8086 : uri.getPort();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + ":" + port);
  }

  private static Map<String, String> options(String text, URI uri) {
    Map<String, String> options = new TreeMap<>();
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (String option : query.isEmpty() ? new String[0] : query.split("&")) {
      String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
      if (!OPTIONS.contains(name)) {
        throw wrong(
            text,
            "has an unknown option '" + name + "'",
            "dialect or rp." + NearestName.hint(name, OPTIONS));
      }
      String value = option.substring(Math.min(option.length(), name.length() + 1));
      if (options.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8)) != null) {
        throw wrong(text, "has the option " + name + " twice", "it once");
      }
    }
    return options;
  }

  private static InfluxDialect dialect(String text, String name) {
    return Arrays.stream(InfluxDialect.values())
        .filter(dialect -> dialect.id().equals(name))
        .findFirst()
        .orElseThrow(() -> wrong(text, "has dialect=" + name, "influxql or flux"));
  }

  /** The same database, whatever the dialect: what it is told apart from others by. */
  public String identity() {
    String policy = retentionPolicy.isEmpty() ? "" : "?rp=" + encoded(retentionPolicy);
    return PREFIX + server + path() + policy;
  }

  private String path() {
    String database = "/" + encoded(this.database);
    return organisation.isEmpty() ? database : "/" + encoded(organisation) + database;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static WiresmithException wrong(String uri, String found, String required) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "The telemetry " + Secrets.masked(uri) + " " + found + ". Required: " + required + ".");
  }

  /** The URI, without secrets. */
  @Override
  public String toString() {
    if (dialect == InfluxDialect.INFLUXQL) {
      return identity();
    }
    return identity() + (retentionPolicy.isEmpty() ? "?" : "&") + "dialect=" + dialect.id();
  }
}
