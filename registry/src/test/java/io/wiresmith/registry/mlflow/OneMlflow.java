package io.wiresmith.registry.mlflow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class, as new for each: {@code @RegisterExtension static}. */
final class OneMlflow implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private @Nullable TestingMlflow server;

  /** The server. */
  TestingMlflow get() {
    if (server == null) {
      throw new IllegalStateException("Its class has not begun, or has ended.");
    }
    return server;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = TestingMlflow.start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    get().empty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (server != null) {
      server.close();
    }
  }
}
