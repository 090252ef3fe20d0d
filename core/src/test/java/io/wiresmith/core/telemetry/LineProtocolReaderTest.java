package io.wiresmith.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineProtocolReaderTest {
  /** A row as text: what a point is when it is written again, or why it is none. */
  private static List<String> rows(String text, Precision precision) {
    List<String> rows = new ArrayList<>();
    try (LineProtocolReader reader = new LineProtocolReader(stream(text), precision)) {
      while (reader.next()) {
        rows.add(
            reader
                .refusal()
                .map(r -> r.line() + " " + r.reason().id() + " [" + r.raw() + "]")
                .orElseGet(() -> reader.line() + " " + LineProtocolEncoder.encode(reader.point())));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  private static List<String> rows(String text) {
    return rows(text, Precision.NS);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String only(String line) {
    List<String> rows = rows(line);
    assertThat(rows).hasSize(1);
    return rows.get(0).substring(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m f=1 | m f=1.0
          m f=1 5 | m f=1.0 5
          m f=1 -5 | m f=1.0 -5
          m  f=1   5  | m f=1.0 5
          m,t=a f=1 5 | m,t=a f=1.0 5
          m,b=2,a=1 f=1,g=2 5 | m,a=1,b=2 f=1.0,g=2.0 5
          m f=-1.5e-3 | m f=-0.0015
          m f=+1E+3 | m f=1000.0
          m f=.5,g=5. | m f=0.5,g=5.0
          m f=9007199254740993 | m f=9.007199254740992E15
          m f=0.1234567890123456789 | m f=0.12345678901234568
          m f=1e-400 | m f=0.0
          m f=12i,g=-12i,h=12u | m f=12i,g=-12i,h=12u
          m f=9223372036854775807i,g=-9223372036854775808i | m f=9223372036854775807i,g=-9223372036854775808i
          m f=18446744073709551615u | m f=18446744073709551615u
          m a=t,b=T,c=true,d=True,e=TRUE | m a=true,b=true,c=true,d=true,e=true
          m a=f,b=F,c=false,d=False,e=FALSE | m a=false,b=false,c=false,d=false,e=false
          m f="x" | m f="x"
          m f="a, b=c #" 5 | m f="a, b=c #" 5
          m f="say \\"hi\\" \\\\ \\n" | m f="say \\"hi\\" \\\\ \\\\n"
          m f="" | m f=""
          m\\ x\\,y=z,t\\ 1\\=\\,=v\\ 2\\=\\, f\\ 3\\=\\,=1 | m\\ x\\,y=z,t\\ 1\\=\\,=v\\ 2\\=\\, f\\ 3\\=\\,=1.0
          m,t=a\\b f=1 | m,t=a\\b f=1.0
          m,t="q" f=1 | m,t="q" f=1.0
          m f=1 9223372036854775807 | m f=1.0 9223372036854775807
          m f=1 -9223372036854775808 | m f=1.0 -9223372036854775808
          größe,t=ü f="é" 1 | größe,t=ü f="é" 1
          """)
  void readsTheWholeGrammar(String line, String point) {
    assertThat(only(line)).isEqualTo(point);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m | grammar
          m 5 | grammar
          m f | grammar
          m f= | grammar
          m f=1,  | grammar
          m f=1,,g=2 | grammar
          m f=1 2 3 | grammar
          m f=1 2x | grammar
          m f=1 1.5 | grammar
          m f=1 - | grammar
          m, f=1 | grammar
          m,t f=1 | grammar
          m,t= f=1 | grammar
          m,=v f=1 | grammar
          m,t=a=b f=1 | grammar
          m,t=a,t=b f=1 | grammar
          m f=1,f=2 | grammar
          ,t=a f=1 | grammar
          m =1 | grammar
          m f=abc | grammar
          m f=truth | grammar
          m f=1.5i | grammar
          m f=0x10 | grammar
          m f=1d | grammar
          m f=1e | grammar
          m f=. | grammar
          m f=- | grammar
          m f=1i5 | grammar
          m f="open | grammar
          m f="a"b | grammar
          m f=9223372036854775808i | range
          m f=-9223372036854775809i | range
          m f=18446744073709551616u | range
          m f=-1u | range
          m f=1 9223372036854775808 | range
          m f=1 99999999999999999999999 | range
          m f=NaN | not finite
          m f=-inf | not finite
          m f=+Infinity | not finite
          m f=1e999 | not finite
          """)
  void refusesWithTheReason(String line, String reason) {
    assertThat(rows(line)).containsExactly("1 " + reason + " [" + line + "]");
  }

  @Test
  void passesOverCommentsAndBlankLinesAndCarriageReturns() {
    assertThat(rows("# c\r\n\r\n  \n\t# d\nm f=1 5\r\nm f=\"a\" 6\r\n"))
        .containsExactly("5 m f=1.0 5", "6 m f=\"a\" 6");
  }

  @Test
  void quotedTextMayHoldLineFeedsAndLineNumbersGoOn() {
    assertThat(rows("m f=\"a\nb\\\"\n\",g=\"c\nd\" 1\nm f=2 2"))
        .containsExactly("1 m f=\"a\nb\\\"\n\",g=\"c\nd\" 1", "5 m f=2.0 2");
  }

  @Test
  void anOpenQuoteCostsItsOwnLineOnly() {
    assertThat(rows("m f=\"open 1\nm f=2 2\nm f=3 3\n"))
        .containsExactly("1 grammar [m f=\"open 1]", "2 m f=2.0 2", "3 m f=3.0 3");
    assertThat(rows("m f=\"open 1\nm f=\"x\" 2\nm f=\"y\" 3\n"))
        .containsExactly("1 grammar [m f=\"open 1]", "2 m f=\"x\" 2", "3 m f=\"y\" 3");
  }

  @Test
  void resumesBehindEveryBadLine() {
    assertThat(rows("garbage\nm f=1 1\n=\nm f=2 2\n,,,\n"))
        .containsExactly(
            "1 grammar [garbage]",
            "2 m f=1.0 1",
            "3 grammar [=]",
            "4 m f=2.0 2",
            "5 grammar [,,,]");
  }

  @Test
  void precisionScalesTimestampsAndRefusesOverflow() {
    assertThat(rows("m f=1 5\nm f=1 -5", Precision.US))
        .containsExactly("1 m f=1.0 5000", "2 m f=1.0 -5000");
    assertThat(rows("m f=1 9223372036", Precision.S))
        .containsExactly("1 m f=1.0 9223372036000000000");
    assertThat(rows("m f=1 9223372037", Precision.S)).containsExactly("1 range [m f=1 9223372037]");
  }

  @Test
  void endlessLinesAreCutAndReadingGoesOn() throws IOException {
    String text = "m f=1 1\nm f=\"" + "x".repeat(3 << 20) + "\nm f=2 2\n";
    try (LineProtocolReader reader = new LineProtocolReader(stream(text), Precision.NS)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isTrue();
      assertThat(reader.refusal().orElseThrow().raw()).hasSize(65_536);
      assertThat(reader.refusal().orElseThrow().message()).contains("3145733 bytes");
      assertThat(reader.next()).isTrue();
      assertThat(tuple(reader.line(), reader.timeNanos())).isEqualTo(tuple(3L, 2L));
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void bytesThatAreNoTextAreRefusedAlone() throws IOException {
    byte[] bytes = "m f=1 1\nm,t=\u00ff f=1 2\nm f=3 3\n".getBytes(StandardCharsets.ISO_8859_1);
    try (LineProtocolReader reader =
        new LineProtocolReader(new ByteArrayInputStream(bytes), Precision.NS)) {
      List<Boolean> refused = new ArrayList<>();
      while (reader.next()) {
        refused.add(reader.refused());
      }
      assertThat(refused).containsExactly(false, true, false);
    }
  }

  @Test
  void longLinesAcrossBuffersAreWhole() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append("m f=\"").append("y".repeat(9_000 + i)).append("\" ").append(i).append('\n');
    }
    assertThat(rows(text.toString()))
        .hasSize(20)
        .allSatisfy(row -> assertThat(row).doesNotContain("grammar"));
  }

  @Test
  void floatsAreExactlyThoseOfTheJdk() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      String number =
          switch (i % 4) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> random.nextLong() + "." + random.nextInt(1 << 20);
            case 2 -> random.nextInt() + "e" + (random.nextInt(60) - 30);
            default -> String.format(java.util.Locale.ROOT, "%.6g", random.nextDouble() * 1e4);
          };
      if (Double.isFinite(Double.parseDouble(number))) {
        expected.add(Double.parseDouble(number));
        text.append("m f=").append(number).append(" 1\n");
      }
    }
    List<Double> found = new ArrayList<>();
    try (LineProtocolReader reader =
        new LineProtocolReader(stream(text.toString()), Precision.NS)) {
      while (reader.next()) {
        found.add(reader.number(0));
      }
    }
    assertThat(found).isEqualTo(expected);
  }
}
