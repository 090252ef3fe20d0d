package io.wiresmith.serving.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stops after a number of tokens: a small body can hold a million values. */
final class BoundedParser extends JsonParserDelegate {
  private long left;

  BoundedParser(JsonParser parser, long tokens) {
    super(parser);
    left = tokens;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    if (--left < 0) {
      throw new StreamConstraintsException("too many values");
    }
    return super.nextToken();
  }
}
