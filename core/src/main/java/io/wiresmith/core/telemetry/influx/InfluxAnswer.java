package io.wiresmith.core.telemetry.influx;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server answers, read as it comes. Not thread-safe. */
public final class InfluxAnswer implements Closeable {
  /** Most bytes of a refusal that are read. */
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private final HttpURLConnection connection;
  private final int status;

  InfluxAnswer(HttpURLConnection connection) throws IOException {
    this.connection = connection;
    this.status = connection.getResponseCode();
    if (status < 100 || status > 599) {
      connection.disconnect();
      throw new ProtocolException("does not speak HTTP, or was cut in its first line");
    }
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }

  /**
   * The body; a transport that ends early is an {@code IOException}, never an end of file. So is a
   * success that does not say where it ends: {@code HttpURLConnection} takes headers that were cut
   * for whole ones.
   */
  public InputStream body() throws IOException {
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return InputStream.nullInputStream();
    }
    long length = connection.getContentLengthLong();
    if (length < 0 && status < 400 && status != HttpURLConnection.HTTP_NO_CONTENT && !chunked()) {
      throw new EOFException("The answer was cut, or does not say where it ends");
    }
    return length < 0 ? stream : new WholeBody(stream, length);
  }

  private boolean chunked() {
    return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  /** The beginning of the body as text. */
  public String text() throws IOException {
    return new String(body().readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
  }

  /** Ends the transport; what was not read is thrown away. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
