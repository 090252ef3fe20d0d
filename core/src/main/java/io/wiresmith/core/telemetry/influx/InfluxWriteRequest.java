package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.Accepted;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.AllRefused;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.Missing;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.SomeRefused;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.TooLarge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Sends one batch and reads what the server says of it. */
record InfluxWriteRequest(InfluxConnection connection, String path, boolean gzip) {
  /** The one answer that means that every point is kept. */
  private static final int KEPT = 204;

  /** Bodies that a server reads to their end even where it has refused them already. */
  private static final int READ_ANYWAY = 64 * 1024;

  /** What the servers' words about single lines have in common. */
  private static final List<String> ABOUT_LINES =
      List.of(
          "partial write",
          "unable to parse",
          "type conflict",
          "retention policy dropped",
          "max key size",
          "dropped=");

  /** At the end; 1.12 adds where it happened. */
  private static final Pattern DROPPED =
      Pattern.compile(" dropped=(\\d+)(?: for database: .*)?$", Pattern.DOTALL);

  private static final Pattern EACH = Pattern.compile("\n(?=unable to parse ')");

  static InfluxWriteRequest of(InfluxConnection connection) {
    InfluxLocation location = connection.location();
    Map<String, String> query = new TreeMap<>();
    query.put("precision", "ns");
    if (location.organisation().isEmpty()) {
      query.put("db", location.database());
      if (!location.retentionPolicy().isEmpty()) {
        query.put("rp", location.retentionPolicy());
      }
    } else {
      query.put("org", location.organisation());
      query.put("bucket", location.database());
    }
    String path = location.organisation().isEmpty() ? "/write?" : "/api/v2/write?";
    return new InfluxWriteRequest(
        connection, path + InfluxConnection.parameters(query), !loopback(location));
  }

  private static boolean loopback(InfluxLocation location) {
    try {
      return InetAddress.getByName(location.server().getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // The request itself will say so.
    }
  }

  /**
   * Sends.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the server cannot take it now, {@code
   *     USAGE} or another if it never will
   */
  InfluxWriteAnswer send(List<InfluxLine> lines) {
    byte[] body = body(lines);
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    if (gzip) {
      headers.put("Content-Encoding", "gzip");
    }
    boolean asks = body.length > READ_ANYWAY;
    if (asks) {
      headers.put("Expect", "100-continue");
    }
    try (InfluxAnswer answer = connection.post(path, headers, body)) {
      String words = answer.status() == KEPT ? "" : InfluxRefusals.words(answer.text());
      boolean unread = asks && answer.status() >= 400 && words.equals(InfluxRefusals.NO_WORDS);
      if (unread && answer.status() != 413) {
        return send(lines.subList(0, 1)) instanceof Missing missing ? missing : later(answer);
      }
      return judge(answer, words, lines.size());
    } catch (IOException e) {
      throw connection.failed(e);
    }
  }

  /** A refusal that the first line alone did not meet again. */
  private InfluxWriteAnswer later(InfluxAnswer answer) {
    throw connection.error(
        ErrorCode.DEPENDENCY_DOWN,
        "refused a batch (" + answer.status() + ") and then took a line of it. Try again.");
  }

  private InfluxWriteAnswer judge(InfluxAnswer answer, String words, int lines) {
    int status = answer.status();
    if (status == KEPT) {
      return new Accepted();
    }
    if (status == 413) {
      return new TooLarge(words);
    }
    if (InfluxBuckets.missing(status, words)) {
      return new Missing(status, words);
    }
    if ((status == 400 || status == 422) && ABOUT_LINES.stream().anyMatch(words::contains)) {
      return refused(answer, words, lines);
    }
    if (status < 400) {
      throw connection.error(
          ErrorCode.USAGE,
          "answers a write with %d (%s), InfluxDB with 204. Check host and port: a proxy, or no InfluxDB server."
              .formatted(status, words));
    }
    throw InfluxRefusals.of(connection.location(), status, words, "the write");
  }

  private static InfluxWriteAnswer refused(InfluxAnswer answer, String words, int lines) {
    if (lines == 1) {
      return new AllRefused(List.of(words));
    }
    Matcher dropped = DROPPED.matcher(words);
    if (dropped.find() && dropped.group(1).equals(Integer.toString(lines))) {
      String shared = words + " (said of one of " + lines + " lines, none of which is kept)";
      return new AllRefused(Collections.nCopies(lines, shared));
    }
    // 1.x names each line that it cannot parse, and says "partial" where it keeps another.
    boolean first = answer.header("X-Influxdb-Version").orElse("").matches("v?1\\..*");
    List<String> each = List.of(EACH.split(words, -1));
    return first && words.startsWith("unable to parse") && each.size() == lines
        ? new AllRefused(each)
        : new SomeRefused(words);
  }

  private byte[] body(List<InfluxLine> lines) {
    int bytes = lines.stream().mapToInt(line -> line.bytes().length + 1).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(gzip ? bytes / 4 : bytes);
    try (OutputStream out = gzip ? new GZIPOutputStream(body, 1 << 16) : body) {
      for (InfluxLine line : lines) {
        out.write(line.bytes());
        out.write('\n');
      }
    } catch (IOException e) {
      throw new IllegalStateException("A buffer in memory takes all bytes", e);
    }
    return body.toByteArray();
  }
}
