package io.wiresmith.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  @Test
  void theVersionIsThatOfTheRootPom() throws Exception {
    assertThat(Release.VERSION).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(Files.readString(Path.of("..", "pom.xml")))
        .contains(
            "<artifactId>wiresmith</artifactId>\n  <version>" + Release.VERSION + "</version>");
  }
}
