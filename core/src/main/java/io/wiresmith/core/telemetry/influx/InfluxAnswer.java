package io.wiresmith.core.telemetry.influx;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
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
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }

  /** The body; a transport that ends early is an {@code IOException}, never an end of file. */
  public InputStream body() throws IOException {
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return InputStream.nullInputStream();
    }
    long length = connection.getContentLengthLong();
    return length < 0 ? stream : new WholeBody(stream, length);
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
