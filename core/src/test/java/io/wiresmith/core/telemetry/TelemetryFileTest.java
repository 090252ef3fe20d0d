package io.wiresmith.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryFileTest {
  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = TelemetryFile.open(file)) {
      return in.readAllBytes();
    }
  }

  private static void refused(ThrowingCallable reading, String... message) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DATA))
        .hasMessageContainingAll(message);
  }

  @Test
  void gzipIsToldByItsBytesWhateverItsName(@TempDir Path dir) throws IOException {
    byte[] text = "m f=1 1\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    Path zipped = Files.write(dir.resolve("a.lp"), gzip(text));
    Path plain = Files.write(dir.resolve("b.lp"), text);
    assertThat(read(zipped)).isEqualTo(text);
    assertThat(read(plain)).isEqualTo(text);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText(@TempDir Path dir) throws IOException {
    byte[] marked = "\uFEFFm f=1 1\nm f=2 2\n".getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(dir.resolve("a.lp"), marked);
    Path zipped = Files.write(dir.resolve("b.lp.gz"), gzip(marked));
    Path alone = Files.write(dir.resolve("c.lp"), Arrays.copyOf(marked, 3));
    assertThat(read(plain)).asString(StandardCharsets.UTF_8).isEqualTo("m f=1 1\nm f=2 2\n");
    assertThat(read(zipped)).asString(StandardCharsets.UTF_8).isEqualTo("m f=1 1\nm f=2 2\n");
    refused(() -> read(alone), "c.lp", "no text");
  }

  @Test
  void filesThatAreNoTelemetryAreRefusedByName(@TempDir Path dir) throws IOException {
    Path empty = Files.write(dir.resolve("empty.lp"), new byte[0]);
    Path emptyZip = Files.write(dir.resolve("empty.lp.gz"), gzip(new byte[0]));
    Path plain = Files.writeString(dir.resolve("plain.lp.gz"), "m f=1 1\n");
    byte[] noise = new byte[5_000];
    new Random(1).nextBytes(noise);
    Path binary = Files.write(dir.resolve("binary.lp"), noise);
    Path zippedBinary = Files.write(dir.resolve("binary.lp.gz"), gzip(noise));
    refused(() -> read(empty), "empty.lp", "0 bytes");
    refused(() -> read(emptyZip), "empty.lp.gz", "no bytes");
    refused(() -> read(plain), "plain.lp.gz", "6d 20 66 3d", "offset 0", "Rename");
    refused(() -> read(binary), "binary.lp", "binary", "offset");
    refused(() -> read(zippedBinary), "binary.lp.gz", "binary");
  }

  @Test
  void aTruncatedOrDamagedGzipSaysHowFarItGot(@TempDir Path dir) throws IOException {
    StringBuilder text = new StringBuilder();
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      text.append("m f=").append(random.nextDouble()).append(' ').append(i).append('\n');
    }
    byte[] zipped = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    Path cut = Files.write(dir.resolve("cut.lp.gz"), Arrays.copyOf(zipped, zipped.length / 2));
    refused(() -> read(cut), "cut.lp.gz", "behind offset", "too early", "zcat");
    byte[] broken = zipped.clone();
    Arrays.fill(broken, broken.length / 2, broken.length / 2 + 200, (byte) 0x5a);
    Path damaged = Files.write(dir.resolve("damaged.lp.gz"), broken);
    refused(() -> read(damaged), "damaged.lp.gz", "damaged");
    Path header = Files.write(dir.resolve("header.lp.gz"), Arrays.copyOf(zipped, 5));
    refused(() -> read(header), "header.lp.gz", "too early");
  }
}
