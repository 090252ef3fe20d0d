package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.TensorJson.Dialect;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorJsonTest {
  @Test
  void readsFlatAndNestedData() throws Exception {
    Tensor expected = Tensor.floats("x", new long[] {2, 2}, 1, 2, 3, Float.NaN);
    assertThat(read("FP32", "[2,2]", "[1,2.0,3e0,null]")).isEqualTo(expected);
    assertThat(read("FP32", "[2,2]", "[[1,2],[3,null]]")).isEqualTo(expected);
    assertThat(read("BYTES", "[1,1]", "[[\"wan\"]]")).isEqualTo(Tensor.column("x", "wan"));
    assertThat(read("FP32", "[]", "[7]")).isEqualTo(Tensor.floats("x", new long[0], 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FP32  | [2]     | [1,\"2\"]       | data[1] is string; required is a number, or null where missing.",
        "FP32  | [2]     | [1,true]        | data[1] is boolean; required is a number, or null where missing.",
        "FP32  | [1]     | [1e39]          | data[0] is out of range; required is at most 3.4e38 in size for FP32.",
        "FP64  | [1]     | [1e999]         | data[0] is out of range; required is at most 1.7e308 in size.",
        "FP32  | [3]     | [1,2]           | data has 2 elements; required is 3 for the shape [3].",
        "FP32  | [2,2]   | [[1,2],[3]]     | data is nested unlike its shape at depth 1; required is arrays of 2 there for the shape [2,2].",
        "FP32  | [2,2]   | [[1,2],3]       | data is nested unlike its shape at depth 1; required is arrays of 2 there for the shape [2,2].",
        "FP32  | [1]     | [[1]]           | data[0] is array; required is a number, or null where missing.",
        "FP32  | [1]     | 1               | data is number; required is an array.",
        "INT64 | [1]     | [1.5]           | data[0] is number of another kind or range; required is a whole number from -9223372036854775808 to 9223372036854775807.",
        "UINT8 | [1]     | [256]           | data[0] is number of another kind or range; required is a whole number from 0 to 255.",
        "INT32 | [1]     | [null]          | data[0] is null of another kind or range; required is a whole number from -2147483648 to 2147483647.",
        "BOOL  | [1]     | [1]             | data[0] is number; required is true or false.",
        "BYTES | [1]     | [null]          | data[0] is null; required is a text, \"\" where missing.",
        "FP16  | [1]     | [1]             | datatype is unknown; required is one of [FP32, UINT8, INT32, INT64, BYTES, BOOL, FP64].",
        "FP32  | 1       | [1]             | shape is number; required is an array of whole numbers.",
        "FP32  | [1.5]   | [1]             | shape[0] is number; required is a whole number.",
      })
  void namesTheFieldAndWhatIsWrong(String type, String shape, String data, String message) {
    assertThatThrownBy(() -> read(type, shape, data))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessage("inputs[0] 'x': " + message);
  }

  @Test
  void refusesShapesThatAreNegativeOrHuge() {
    assertThatThrownBy(() -> read("FP32", "[-1]", "[]"))
        .hasMessageContaining("inputs[0] 'x' has shape [-1]; required are sizes of at least 0");
    assertThatThrownBy(() -> read("FP32", "[4294967296,4294967296]", "[]"))
        .hasMessageContaining("at most 67108864 elements in all");
  }

  @Test
  void doesNotRepeatAnOddName() throws Exception {
    String json = "{\"name\":\"<script>\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[true]}";
    assertThatThrownBy(
            () -> TensorJson.read(Json.mapper().readTree(json), Dialect.SERVER, "inputs[0]"))
        .hasMessageStartingWith("inputs[0]: data[0] is boolean");
    assertThatThrownBy(
            () -> TensorJson.read(Json.mapper().readTree("{}"), Dialect.SERVER, "inputs[1]"))
        .hasMessage("inputs[1]: name is missing; required is a text.");
    assertThatThrownBy(
            () -> TensorJson.read(Json.mapper().readTree("3"), Dialect.SERVER, "inputs[1]"))
        .hasMessage("inputs[1] is number; required is an object with name, datatype, shape, data.");
  }

  @Test
  void keepsABareNaNFromBeingANumber() {
    assertThatThrownBy(() -> read("FP32", "[1]", "[NaN]")).isInstanceOf(JsonParseException.class);
  }

  @Test
  void writesNullForWhatIsNotFiniteInTheServerDialectOnly() {
    Tensor tensor = Tensor.column("x", Float.NaN, 1.5f, Float.NEGATIVE_INFINITY);
    assertThat(TensorJson.write(tensor, Dialect.SERVER))
        .hasToString(
            "{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[3,1],\"data\":[null,1.5,null]}");
    assertThat(TensorJson.write(tensor, Dialect.CONFORMANCE).get("data"))
        .hasToString("[\"NaN\",1.5,\"-Infinity\"]");
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryTypeBitByBit(DataType type) throws Exception {
    Random random = new Random(11);
    int n = 2000;
    float[] floats = new float[n];
    double[] doubles = new double[n];
    long[] longs = new long[n];
    int[] ints = new int[n];
    byte[] bytes = new byte[n];
    boolean[] truths = new boolean[n];
    String[] texts = new String[n];
    for (int i = 0; i < n; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt());
      doubles[i] = Double.longBitsToDouble(random.nextLong());
      longs[i] = random.nextLong();
      ints[i] = random.nextInt();
      bytes[i] = (byte) random.nextInt();
      truths[i] = random.nextBoolean();
      texts[i] = Long.toString(random.nextLong(), 36) + "\"\n\u00e9";
    }
    Object data =
        switch (type) {
          case FP32 -> floats;
          case FP64 -> doubles;
          case INT64 -> longs;
          case INT32 -> ints;
          case UINT8 -> bytes;
          case BOOL -> truths;
          case BYTES -> texts;
        };
    Tensor tensor = new Tensor("x", type, new long[] {n}, data);
    String text = TensorJson.write(tensor, Dialect.CONFORMANCE).toString();
    assertThat(TensorJson.read(Json.mapper().readTree(text), Dialect.CONFORMANCE, "t"))
        .isEqualTo(tensor);
  }

  private static Tensor read(String type, String shape, String data)
      throws JsonProcessingException {
    String json =
        "{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":%s,\"data\":%s}"
            .formatted(type, shape, data);
    return TensorJson.read(Json.mapper().readTree(json), Dialect.SERVER, "inputs[0]");
  }
}
