package io.wiresmith.registry.mlflow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** A whole body in memory, up to so many bytes: what never ends must not fill the heap. */
final class LimitedBody implements BodySubscriber<byte[]> {
  private final int most;
  private final AtomicLong heard;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  private LimitedBody(int most, AtomicLong heard) {
    this.most = most;
    this.heard = heard;
  }

  /** The body had more bytes than are taken. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int most) {
      super("more than %,d bytes".formatted(most));
    }
  }

  /** The body began, and then nothing more came. */
  static final class Stalled extends IOException {
    private static final long serialVersionUID = 1L;

    Stalled(Duration silence) {
      super("nothing more came for " + silence.toMillis() + " ms");
    }
  }

  /**
   * Takes at most so many bytes.
   *
   * @param heard is told {@link System#nanoTime} with the headers and with every piece; never 0
   */
  static BodyHandler<byte[]> of(int most, AtomicLong heard) {
    return head -> {
      heard.set(System.nanoTime() | 1);
      return new LimitedBody(most, heard);
    };
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription now) {
    subscription.complete(now);
    now.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    heard.set(System.nanoTime() | 1);
    for (ByteBuffer buffer : buffers) {
      if (whole.isDone()) {
        return;
      }
      if (buffer.remaining() > most - bytes.size()) {
        whole.completeExceptionally(new TooLong(most));
        subscription.join().cancel();
        return;
      }
      byte[] piece = new byte[buffer.remaining()];
      buffer.get(piece);
      bytes.writeBytes(piece);
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
