package io.wiresmith.serving.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads bodies within limits of size, time and memory. A body that is too large is read to its end
 * and thrown away, so that the client sees the answer instead of a broken connection. Belongs to
 * the event loop.
 */
final class BodyReader {
  private static final long MOST_DISCARDED = 128 << 20;

  private final Vertx vertx;
  private final ServerSettings settings;
  private long buffered;

  BodyReader(Vertx vertx, ServerSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** Reads the body of an exchange, or answers why not. */
  void read(Exchange exchange, Consumer<byte[]> body) {
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
          intake.release();
          exchange.gone();
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
    private final Consumer<byte[]> whole;
    private Buffer kept = Buffer.buffer();
    private long received;
    private boolean crowded;
    private long timer;

    Intake(Exchange exchange, Consumer<byte[]> whole) {
      this.exchange = exchange;
      this.whole = whole;
    }

    void chunk(Buffer chunk) {
      received += chunk.length();
      if (received > MOST_DISCARDED) {
        finish(tooLarge(), true);
      } else if (received > settings.maxBody() || crowded) {
        drop();
      } else if (buffered + chunk.length() > settings.limits().bufferedBytes()) {
        crowded = true;
        drop();
      } else {
        buffered += chunk.length();
        kept.appendBuffer(chunk);
      }
    }

    void end() {
      if (exchange.answered()) {
        release();
      } else if (received > settings.maxBody()) {
        finish(tooLarge(), true);
      } else if (crowded) {
        finish(Answer.unavailable("The server holds too many large requests. Try again."), false);
      } else {
        byte[] bytes = kept.getBytes();
        release();
        whole.accept(bytes);
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

    void finish(Answer answer, boolean thenClose) {
      release();
      exchange.answer(answer, thenClose);
    }

    void release() {
      vertx.cancelTimer(timer);
      drop();
    }

    private void drop() {
      buffered -= kept.length();
      kept = Buffer.buffer();
    }
  }
}
