package io.wiresmith.core.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Canonical JSON: keys sorted, instants as ISO-8601, two spaces of indent, a line feed at the end.
 * The same value always gives the same bytes. Thread-safe.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private Json() {}

  /** The shared mapper, for trees and streams. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Pretty canonical text. */
  public static String text(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new WiresmithException(ErrorCode.INTERNAL, "Cannot write JSON: " + e.getMessage(), e);
    }
  }

  /** Canonical text on one line, for digests and log lines. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new WiresmithException(ErrorCode.INTERNAL, "Cannot write JSON: " + e.getMessage(), e);
    }
  }

  /** {@link #text} as UTF-8 bytes. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if it is no such JSON, {@code
   *     STORAGE_UNAVAILABLE} if it cannot be read
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      return parse(Files.readAllBytes(file), type, file.toString());
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.STORAGE_UNAVAILABLE, "Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a file as a tree. */
  public static JsonNode tree(Path file) {
    return read(file, JsonNode.class);
  }

  /** Reads bytes; {@code where} names them in the error. */
  public static <T> T parse(byte[] bytes, Class<T> type, String where) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          where + " is not the JSON it should be: " + e.getMessage() + ". Restore or remove it.",
          e);
    }
  }
}
