package io.wiresmith.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path directory;

  @Test
  void aLookThatFailsOrHangsIsAFailureWithItsRemedy() {
    CountDownLatch never = new CountDownLatch(1);
    Check broken =
        new Check(
            "broken",
            "Mend it.",
            () -> {
              throw new UnsatisfiedLinkError("no such library");
            });
    Check silent =
        new Check(
            "silent",
            "Start it.",
            () -> {
              never.await();
              return Finding.ok("silent", "");
            });
    Check good = new Check("good", "", () -> Finding.ok("good", "all well"));
    List<Finding> told = new ArrayList<>();

    List<Finding> findings =
        new Doctor(List.of(broken, silent, good), Duration.ofMillis(200)).examine(told::add);

    assertThat(findings)
        .extracting(Finding::health)
        .containsExactly(Health.FAILED, Health.FAILED, Health.OK);
    assertThat(findings.get(0).found()).contains("no such library");
    assertThat(findings.get(0).remedy()).isEqualTo("Mend it.");
    assertThat(findings.get(1).found()).startsWith("nothing within");
    assertThat(told).isEqualTo(findings);
  }

  @Test
  void theRemedyForWhatIsDownIsNotGivenForWhatWasSaidWrongly() {
    List<Finding> findings =
        new Doctor(
                List.of(
                    failing(ErrorCode.USAGE, "No such role. Check the user."),
                    failing(ErrorCode.DEPENDENCY_DOWN, "It is away.")),
                Duration.ofSeconds(10))
            .examine(it -> {});

    assertThat(findings).extracting(Finding::remedy).containsExactly("", "Start it.");
    assertThat(findings.get(0).found()).isEqualTo("No such role. Check the user.");
  }

  private static Check failing(ErrorCode code, String message) {
    return new Check(
        "ledger",
        "Start it.",
        () -> {
          throw new WiresmithException(code, message);
        });
  }

  @Test
  void nativeLibrariesAreLoadedForReal() {
    List<Finding> findings =
        new Doctor(LibraryChecks.all(), Duration.ofMinutes(2)).examine(finding -> {});

    assertThat(findings)
        .extracting(Finding::name)
        .containsExactly("onnxruntime", "xgboost4j", "pytorch");
    assertThat(findings)
        .allSatisfy(it -> assertThat(it.health()).as(it.found()).isEqualTo(Health.OK));
  }

  @Test
  void aPortThatIsTakenIsAWarning() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(MachineChecks.port(taken.getLocalPort()).health()).isEqualTo(Health.WARNING);
    }
    assertThat(MachineChecks.port(0).health()).isEqualTo(Health.OK);
  }

  @Test
  void anOldJavaLittleMemoryAndAFileForADirectoryAreSaid() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThat(MachineChecks.java(11).health()).isEqualTo(Health.FAILED);
    assertThat(MachineChecks.java(17).health()).isEqualTo(Health.OK);
    assertThat(MachineChecks.java(25).health()).isEqualTo(Health.WARNING);
    assertThat(MachineChecks.memory(1).health()).isEqualTo(Health.FAILED);
    assertThat(MachineChecks.memory(3).remedy()).contains("4 GiB");
    assertThat(MachineChecks.disk("disk", file).health()).isEqualTo(Health.FAILED);
    assertThat(MachineChecks.disk("disk", directory.resolve("new/er")).health())
        .isNotEqualTo(Health.FAILED);
  }

  @Test
  void aMasterThatIsNotThereFails() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
      assertThat(ServiceChecks.master("spark://127.0.0.1:" + free).health()).isEqualTo(Health.OK);
    }
    assertThat(ServiceChecks.master("spark://127.0.0.1:" + free).health()).isEqualTo(Health.FAILED);
    assertThat(ServiceChecks.master("local[2]").health()).isEqualTo(Health.OK);
  }

  @Test
  void theClockIsComparedWithAServers() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/ping";
      assertThat(ClockCheck.against(address).health()).isEqualTo(Health.OK);
      server.stop(0);
      assertThat(ClockCheck.against(address).health())
          .as("another check says that it is down")
          .isEqualTo(Health.WARNING);
    } finally {
      server.stop(0);
    }
    assertThat(ClockCheck.judged("x", Duration.ofSeconds(-30)))
        .returns(Health.WARNING, Finding::health)
        .returns("30 s behind of x", Finding::found);
    assertThat(ClockCheck.judged("x", Duration.ofMinutes(5)).health()).isEqualTo(Health.FAILED);
  }
}
