package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/how-to/influxdb.md compiles and runs as it stands there. */
class DocumentedProgramTest {
  private static final Path PAGE = Path.of("../docs/how-to/influxdb.md");
  private static final String URL_OF_THE_PAGE = "influxdb+http://127.0.0.1:8086/telemetry";

  @TempDir Path directory;

  @Test
  void countsTransfersByRegion() throws Exception {
    TestingSpark.session();
    try (TestingInflux influx = TestingInflux.v1().start()) {
      influx.createDatabase("telemetry");
      influx.write(
          "telemetry",
          """
          dwcp_transfer,link_type=wan,region=eu size_mb=3,rtt_ms=20 1793577600000000001
          dwcp_transfer,link_type=wan,region=eu size_mb=4,rtt_ms=30 1793577600000000002
          dwcp_transfer,link_type=wan,region=us size_mb=1,rtt_ms=30 1793577600000000003
          dwcp_transfer,link_type=edge,region=us size_mb=9,rtt_ms=30 1793577600000000004
          """);

      assertThat(run(program(influx.location("telemetry").toString())))
          .contains("|    eu|        2|       25.0|")
          .doesNotContain("|    us|");
    }
  }

  private static String program(String url) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("```java\n") + "```java\n".length();
    String code = page.substring(begin, page.indexOf("```", begin));
    assertThat(code).contains(URL_OF_THE_PAGE);
    List<String> lines = code.replace(URL_OF_THE_PAGE, url).lines().toList();
    return Arrays.asList("import", "").stream()
            .map(
                start ->
                    lines.stream()
                        .filter(line -> line.startsWith("import") == start.equals("import"))
                        .collect(Collectors.joining("\n")))
            .collect(
                Collectors.joining(
                    "\npublic class Documented { public static void main(String[] args) {\n"))
        + "\n}}";
  }

  private String run(String source) throws Exception {
    Path file = directory.resolve("Documented.java");
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    assertThat(
            compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                path,
                "-d",
                directory.toString(),
                file.toString()))
        .isZero();
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URI classes = directory.toUri();
    try (URLClassLoader loader =
            new URLClassLoader(new URL[] {classes.toURL()}, getClass().getClassLoader());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      scala.Console.withOut(out, () -> invoked(loader));
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Object invoked(ClassLoader loader) {
    try {
      loader
          .loadClass("Documented")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
      return "ran";
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
