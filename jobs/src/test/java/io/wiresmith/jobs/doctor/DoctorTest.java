package io.wiresmith.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.config.SettingsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void telemetryThatIsWrittenWronglyFailsItsOwnCheckAlone() {
    List<Finding> findings = services("influxdb+http://host:x", "http://u:SECRET@127.0.0.1:1");

    assertThat(findings).filteredOn(it -> it.name().equals("telemetry")).hasSize(1);
    assertThat(findings)
        .filteredOn(it -> it.name().equals("clock"))
        .extracting(Finding::found)
        .containsExactly("not compared: http://***@127.0.0.1:1 does not answer");
    assertThat(findings.toString()).doesNotContain("SECRET");
  }

  @Test
  void aFileOfEventsThatCannotBeWrittenFails() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThat(MachineChecks.appendable(file)).isTrue();
    assertThat(MachineChecks.appendable(directory.resolve("new/events"))).isTrue();
    assertThat(MachineChecks.appendable(file.resolve("events"))).isFalse();
    assertThat(services("x", directory.toString()))
        .filteredOn(it -> it.name().equals("notifications"))
        .containsExactly(
            Finding.failed(
                "notifications",
                directory + " is no file that can be written",
                "Mend the keys notifications.…, see docs/reference/scheduler.md"));
  }

  @Test
  void besideASharedWorkspaceTheDiskOfThisMachineIsLookedAtToo() {
    Workspace shared = new Workspace(directory.resolve("shared"), directory.resolve("here"));

    assertThat(MachineChecks.of(examined("x", "y", shared)))
        .extracting(Check::name)
        .contains("disk", "disk of this machine");
    assertThat(MachineChecks.of(examined("x", "y", new Workspace(directory))))
        .extracting(Check::name)
        .contains("disk")
        .doesNotContain("disk of this machine");
  }

  private List<Finding> services(String telemetry, String registry) {
    return new Doctor(
            ServiceChecks.of(examined(telemetry, registry, new Workspace(directory))),
            Duration.ofSeconds(30))
        .examine(it -> {});
  }

  private Examined examined(String telemetry, String registry, Workspace workspace) {
    return new Examined(
        SettingsLoader.ofProcess().load(Map.of("notifications.file", directory.toString())),
        Map.of(),
        workspace,
        List.of(telemetry),
        Optional.of(registry),
        directory.resolve("ledger.db").toString(),
        "local[2]",
        List.of());
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
