package io.wiresmith.serving.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Makes a request of another HTTP version one that could not be decoded. Vert.x answers it with 501
 * before any handler of ours, though it is the client's mistake.
 */
@Sharable
final class HttpVersionCheck extends ChannelInboundHandlerAdapter {
  /** Looks at all that comes on the connection, before Vert.x does. */
  void on(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) { // As is every one of Vert.x 5.
      ChannelHandlerContext vertx = base.channelHandlerContext();
      vertx.pipeline().addBefore(vertx.name(), "httpVersion", this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request.decoderResult().isSuccess()
        && !isSpoken(request.protocolVersion())) {
      request.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("another HTTP version")));
      request.setProtocolVersion(HttpVersion.HTTP_1_1); // The answer's, as Vert.x repeats it.
    }
    context.fireChannelRead(message);
  }

  private static boolean isSpoken(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }
}
