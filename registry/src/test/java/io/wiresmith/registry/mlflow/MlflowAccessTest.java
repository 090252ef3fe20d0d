package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.core.telemetry.influx.TestingAuthority;
import io.wiresmith.registry.AliasAction;
import io.wiresmith.registry.AliasMove;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.TestingRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks who one is, behind TLS of an authority that nobody knows. */
class MlflowAccessTest {
  @TempDir Path directory;

  @Test
  void publishesByNameAndPasswordOverTlsOfAPrivateAuthority() throws IOException {
    Path authorities = Files.createDirectory(directory.resolve("authorities"));
    TestingAuthority authority = new TestingAuthority(authorities);
    Path password = Files.writeString(directory.resolve("password"), TestingMlflow.PASSWORD + "\n");
    try (TestingMlflow mlflow = TestingMlflow.startWithAuthentication();
        TapProxy tls = authority.before(mlflow.port(), "ip:127.0.0.1")) {
      String location = "https://127.0.0.1:" + tls.port();
      Map<String, String> known =
          Map.of(
              "MLFLOW_TRACKING_USERNAME", TestingMlflow.ADMIN,
              "MLFLOW_TRACKING_PASSWORD_FILE", password.toString(),
              "MLFLOW_TRACKING_SERVER_CERT_PATH", authority.certificate().toString());

      ModelRegistry registry = MlflowRegistry.of(location, known);
      RegisteredVersion version =
          registry.register(TestingRegistration.of(directory, "run-1").build());
      registry.pointAlias(
          new AliasMove(
              KEY,
              "champion",
              Optional.of(1),
              Optional.empty(),
              AliasAction.PROMOTE,
              "anna",
              "a test"));

      registry.verify(version);
      assertThat(registry.aliases(KEY)).containsEntry("champion", 1);
      nobodyElseComesIn(location, mlflow.uri(), authority.certificate().toString());
    }
  }

  private static void nobodyElseComesIn(String secure, String plain, String authority) {
    assertRefused(secure, Map.of(), "TLS to " + secure + " fails");
    assertRefused(
        secure, Map.of("MLFLOW_TRACKING_SERVER_CERT_PATH", authority), "Set MLFLOW_TRACKING_USER");
    assertRefused(
        plain,
        Map.of(
            "MLFLOW_TRACKING_USERNAME", TestingMlflow.ADMIN, "MLFLOW_TRACKING_PASSWORD", "guessed"),
        "(401: ");
    assertRefused(plain, Map.of("MLFLOW_TRACKING_TOKEN", "guessed"), "(401: ");
  }

  private static void assertRefused(
      String location, Map<String, String> environment, String words) {
    assertThatThrownBy(() -> MlflowRegistry.of(location, environment).aliases(KEY))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(words)
        .hasMessageNotContaining("guessed");
  }
}
