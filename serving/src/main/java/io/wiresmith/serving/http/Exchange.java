package io.wiresmith.serving.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** One request and its one answer. Belongs to the event loop. */
final class Exchange {
  private final HttpServerRequest request;
  private final String id;
  private final long start = System.nanoTime();
  private final Drain drain;
  private final Consumer<Exchange> afterwards;
  private Decided decided = Decided.none("", "gone", Answer.error(499, ""));
  private Duration took = Duration.ZERO;
  private boolean inference;
  private boolean answered;

  /** {@code afterwards} hears of the end, whether the client was still there or not. */
  Exchange(HttpServerRequest request, String id, Drain drain, Consumer<Exchange> afterwards) {
    this.request = request;
    this.id = id;
    this.drain = drain;
    this.afterwards = afterwards;
    drain.opened();
  }

  HttpServerRequest request() {
    return request;
  }

  String id() {
    return id;
  }

  Decided decided() {
    return decided;
  }

  Duration took() {
    return took;
  }

  boolean answered() {
    return answered;
  }

  /** Whether a decision was asked for. */
  boolean inference() {
    return inference;
  }

  void markInference() {
    inference = true;
  }

  void answer(Answer answer, boolean thenClose) {
    answer(Decided.none("", "refused", answer), thenClose);
  }

  /** Sends the first answer; any later one is dropped. */
  void answer(Decided with, boolean thenClose) {
    if (answered) {
      return;
    }
    answered = true;
    decided = with;
    took = Duration.ofNanos(System.nanoTime() - start);
    boolean close = thenClose || drain.begun();
    Answer answer = with.answer();
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    response.putHeader("Content-Type", answer.contentType());
    response.putHeader(RequestIds.HEADER, id);
    answer.headers().forEach(response::putHeader);
    if (close) {
      response.putHeader("Connection", "close");
    }
    response.end(Buffer.buffer(answer.body())).onComplete(sent -> ended(close));
  }

  /** The client went away: nobody is there to answer. */
  void gone() {
    if (!answered) {
      answered = true;
      ended(false);
    }
  }

  private void ended(boolean close) {
    afterwards.accept(this);
    drain.closed();
    if (close) {
      request.connection().close();
    }
  }
}
