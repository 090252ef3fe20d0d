package io.wiresmith.registry.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesTest {
  @TempDir Path directory;

  @Test
  void opensADirectoryByPathAndByUri() {
    Path registry = directory.resolve("not there yet");

    assertThat(Registries.open(registry.toString()).location()).isEqualTo(registry.toString());
    assertThat(Registries.open(registry.toUri().toString()).location())
        .isEqualTo(registry.toString());
    assertThat(registry).doesNotExist();
  }

  @Test
  void opensAnMlflowServerByItsAddressWithoutAskingIt() {
    for (String server : List.of("http://localhost:1", "https://mlflow.example/below")) {
      assertThat(Registries.open(server).location()).isEqualTo(server);
      assertThat(Registries.open(server + "/").location()).isEqualTo(server);
    }
  }

  @Test
  void saysWhatWorksInstead() {
    assertUnusable("s3://bucket/registry", "has a scheme that is not supported");
    assertUnusable("file:relative", "cannot be read");
    assertUnusable(" ", "is empty");
    assertUnusable("127.0.0.1:5000", "is no directory; for a server write http://127.0.0.1:5000");
  }

  private static void assertUnusable(String location, String why) {
    assertThatThrownBy(() -> Registries.open(location))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("The registry '" + location + "' " + why)
        .hasMessageContaining("./registry or file:///srv/registry");
  }
}
