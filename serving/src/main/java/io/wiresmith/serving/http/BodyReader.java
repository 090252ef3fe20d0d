package io.wiresmith.serving.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads bodies within limits of size, time and memory. A body that is too large is read to its end
 * and thrown away, so that the client sees the answer instead of a broken connection. What is held
 * counts, from the first byte until the body is released. Belongs to the event loop.
 */
final class BodyReader {
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
  private static final long MOST_DISCARDED = 128 << 20;

  private final Vertx vertx;
  private final ServerSettings settings;
  private long buffered;

  BodyReader(Vertx vertx, ServerSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** Reads the body of an exchange, or answers why not. */
  void read(Exchange exchange, Consumer<Body> body) {
    HttpServerRequest request = exchange.request();
    boolean waits = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    if (waits && declared(request) > settings.maxBody()) {
      exchange.answer(tooLarge(), true);
      return;
    }
    Intake intake = new Intake(exchange, body);
    intake.timer = vertx.setTimer(settings.bodyTimeout().toMillis(), it -> intake.late());
    request.handler(intake::chunk).endHandler(end -> intake.end());
    request.exceptionHandler(
        error -> {
          if (error instanceof IOException || error instanceof HttpClosedException) {
            intake.gone();
            exchange.gone();
          } else { // What came is no HTTP, such as a chunk without a size.
            intake.finish(Answer.error(400, "The body is no HTTP/1.1 body: bad chunks."), true);
          }
        });
    if (waits) {
      request.response().writeContinue();
    }
  }

  private static long declared(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private Answer tooLarge() {
    return Answer.error(
        413,
        "The body is too large; at most %d bytes are taken. Send several requests."
            .formatted(settings.maxBody()));
  }

  /** What one request has sent so far. */
  private final class Intake {
    private final Exchange exchange;
    private final Consumer<Body> whole;
    private byte[] kept = new byte[0];
    private int length;
    private long counted;
    private long received;
    private boolean crowded;
    private boolean handedOver;
    private long timer;

    Intake(Exchange exchange, Consumer<Body> whole) {
      this.exchange = exchange;
      this.whole = whole;
    }

    void chunk(Buffer chunk) {
      received += chunk.length();
      if (received > MOST_DISCARDED) {
        finish(tooLarge(), true);
      } else if (received > settings.maxBody() || crowded || exchange.answered()) {
        drop();
      } else if (!fits(length + chunk.length())) {
        crowded = true;
        drop();
      } else {
        chunk.getBytes(kept, length);
        length += chunk.length();
      }
    }

    /**
     * Makes room, as far as the server may hold it: the array counts, not what it is filled with.
     */
    private boolean fits(int needed) {
      if (needed <= kept.length) {
        return true;
      }
      long most = Math.min(settings.maxBody(), settings.limits().bufferedBytes() - others());
      long size = Math.min(most, Math.max(needed, 2L * kept.length));
      if (size < needed) {
        return false;
      }
      count(size);
      try {
        kept = Arrays.copyOf(kept, (int) size);
        return true;
      } catch (OutOfMemoryError e) {
        LOG.error("No memory for a body of {} bytes", size, e);
        return false;
      }
    }

    private long others() {
      return buffered - counted;
    }

    private void count(long bytes) {
      buffered += bytes - counted;
      counted = bytes;
    }

    void end() {
      if (exchange.answered()) {
        release();
      } else if (received > settings.maxBody()) {
        finish(tooLarge(), true);
      } else if (crowded) {
        finish(Answer.unavailable("The server holds too many large requests. Try again."), false);
      } else {
        vertx.cancelTimer(timer);
        handOver();
      }
    }

    private void handOver() {
      try {
        byte[] bytes = length == kept.length ? kept : Arrays.copyOf(kept, length);
        kept = bytes;
        count(length);
        handedOver = true;
        whole.accept(new Body(bytes, this::drop));
      } catch (Throwable e) { // An error too: a client that hears nothing waits for ever.
        drop();
        LOG.error("request {} failed", exchange.id(), e);
        exchange.answer(Answer.FAILED, false);
      }
    }

    void late() {
      finish(
          Answer.error(
              408,
              "The body did not arrive within %d ms; send it faster or in parts."
                  .formatted(settings.bodyTimeout().toMillis())),
          true);
    }

    /** The connection broke; a body that is whole may still be read by who decides. */
    void gone() {
      if (!handedOver) {
        release();
      }
    }

    void finish(Answer answer, boolean thenClose) {
      release();
      exchange.answer(answer, thenClose);
    }

    void release() {
      vertx.cancelTimer(timer);
      drop();
    }

    private void drop() {
      count(0);
      kept = new byte[0];
      length = 0;
    }
  }
}
