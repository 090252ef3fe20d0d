package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTest {
  @Test
  void readsThePathsOfTheProtocol() {
    assertThat(Route.of("/v2")).isEqualTo(new Route.Server());
    assertThat(Route.of("/v2/models/m")).isEqualTo(new Route.Model("m", Optional.empty()));
    assertThat(Route.of("/v2/models/m/versions/3"))
        .isEqualTo(new Route.Model("m", Optional.of("3")));
    assertThat(Route.of("/v2/models/m/ready"))
        .isEqualTo(new Route.ModelReady("m", Optional.empty()));
    assertThat(Route.of("/v2/models/m/versions/3/infer"))
        .isEqualTo(new Route.Infer("m", Optional.of("3")));
  }

  @Test
  void knowsNoOtherPath() {
    for (String path :
        new String[] {
          "",
          "/",
          "/v1",
          "/v2/models/m/",
          "/v2/models/m/x",
          "/v2/models/m/infer/x",
          "/v2/models/m/versions"
        }) {
      assertThat(Route.of(path)).as(path).isEqualTo(new Route.Unknown());
    }
  }
}
