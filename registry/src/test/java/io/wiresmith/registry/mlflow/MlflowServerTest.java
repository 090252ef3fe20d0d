package io.wiresmith.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowServerTest {
  @TempDir Path directory;

  @Test
  void keepsTheRootWithItsPathAndWithoutASlashAtTheEnd() {
    assertThat(MlflowServer.of("http://host:5000/", Map.of())).hasToString("http://host:5000");
    assertThat(MlflowServer.of("https://host/team/a//", Map.of()))
        .hasToString("https://host/team/a");
  }

  @Test
  void refusesWhatIsNoServer() {
    assertUsage(() -> MlflowServer.of("http://", Map.of())).hasMessageContaining("is no URI");
    assertUsage(() -> MlflowServer.of("http:/x", Map.of())).hasMessageContaining("names no server");
    assertUsage(() -> MlflowServer.of("http://host/#/models/x", Map.of()))
        .hasMessageContaining("has something behind its path");
    assertUsage(() -> MlflowServer.of("http://anna:secret@host", Map.of()))
        .hasMessageContaining("names a user")
        .hasMessageContaining("set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD")
        .hasMessageNotContaining("secret@");
  }

  @Test
  void takesTheCredentialsOfMlflowsOwnClients() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "from file\n");

    assertThat(authorization(Map.of())).isEmpty();
    assertThat(authorization(Map.of("MLFLOW_TRACKING_TOKEN", "t"))).isEqualTo("Bearer t");
    assertThat(
            authorization(
                Map.of("MLFLOW_TRACKING_USERNAME", "anna", "MLFLOW_TRACKING_PASSWORD", "p")))
        .isEqualTo("Basic YW5uYTpw");
    assertThat(authorization(Map.of("MLFLOW_TRACKING_TOKEN_FILE", file.toString())))
        .isEqualTo("Bearer from file");
    assertThat(
            MlflowServer.of("http://host", Map.of("MLFLOW_TRACKING_SERVER_CERT_PATH", "/ca.pem"))
                .authority())
        .isEqualTo("/ca.pem");
  }

  @Test
  void saysWhatIsWrongWithCredentialsAndRepeatsNoSecret() {
    assertUsage(() -> authorization(Map.of("MLFLOW_TRACKING_USERNAME", "anna")))
        .hasMessageContaining("MLFLOW_TRACKING_USERNAME is 'anna' and there is no password");
    assertUsage(() -> authorization(Map.of("MLFLOW_TRACKING_TOKEN", "a\nb")))
        .hasMessageContaining("one line of ASCII")
        .hasMessageNotContaining("a\nb");
    assertUsage(() -> authorization(Map.of("MLFLOW_TRACKING_TOKEN_FILE", "/not/there")))
        .hasMessageContaining("MLFLOW_TRACKING_TOKEN_FILE names /not/there, which cannot be read");
  }

  private static String authorization(Map<String, String> environment) {
    return MlflowServer.of("http://host", environment).authorization();
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertUsage(
      ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }
}
