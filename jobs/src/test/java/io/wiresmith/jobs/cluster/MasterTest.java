package io.wiresmith.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class MasterTest {
  @Test
  void knowsWhichMastersComputeHere() {
    assertThat(new Master("local[*]").local()).isTrue();
    assertThat(new Master("local").local()).isTrue();
    assertThat(new Master("spark://a:7077,b:7077").local()).isFalse();
    assertThat(new Master("yarn").local()).isFalse();
    assertThat(new Master("k8s://https://host:443").local()).isFalse();
  }

  @Test
  void refusesWhatIsNoMaster() {
    for (String url :
        new String[] {"", "lokal", "spark://host", "http://host:7077", "yarn-client"}) {
      assertThatThrownBy(() -> new Master(url))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("'" + url + "' is no Spark master");
    }
  }

  @Test
  void oneOfSeveralMastersIsEnough() throws IOException {
    try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Master master = new Master("spark://127.0.0.1:1,127.0.0.1:" + there.getLocalPort());
      assertThatCode(master::requireAnswer).doesNotThrowAnyException();
    }
  }

  @Test
  void aMasterThatIsNotThereIsADependencyThatIsDown() {
    assertThatThrownBy(() -> new Master("spark://127.0.0.1:1").requireAnswer())
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN))
        .hasMessageContaining("spark://127.0.0.1:1 does not answer")
        .hasMessageContaining("refused")
        .hasMessageContaining("--master");
  }
}
