package io.wiresmith.serving;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection to 127.0.0.1 that is kept alive, one request at a time, with as little work of its
 * own as can be. Not thread-safe.
 */
public final class LoadConnection implements AutoCloseable {
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int length;
  private int status;

  /** Connects. */
  public LoadConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** A whole POST of JSON. */
  public static byte[] post(String path, byte[] json) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + json.length);
    System.arraycopy(json, 0, request, head.length, json.length);
    return request;
  }

  /** The status of the last answer. */
  public int status() {
    return status;
  }

  /** Asks and waits for the whole answer; its body. */
  public byte[] call(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    length = 0;
    int head = endOfHead();
    while (head < 0) {
      fill();
      head = endOfHead();
    }
    status = (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    int end = head + bodyLength(head);
    while (length < end) {
      fill();
    }
    return Arrays.copyOfRange(buffer, head, end);
  }

  private void fill() throws IOException {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * length);
    }
    int read = in.read(buffer, length, buffer.length - length);
    if (read < 0) {
      throw new EOFException("The server closed the connection after " + length + " bytes.");
    }
    length += read;
  }

  private int endOfHead() {
    for (int i = 0; i + END_OF_HEAD.length <= length; i++) {
      if (Arrays.equals(buffer, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
        return i + END_OF_HEAD.length;
      }
    }
    return -1;
  }

  private int bodyLength(int head) throws IOException {
    String text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = text.indexOf("\r\ncontent-length:");
    if (at < 0) {
      throw new IOException("An answer without a length: " + text);
    }
    int begin = at + "\r\ncontent-length:".length();
    return Integer.parseInt(text.substring(begin, text.indexOf("\r\n", begin)).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
