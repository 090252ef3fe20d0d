import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON with the JDK alone: objects are maps, arrays lists, numbers {@code Double} or {@code Long};
 * an answer that is none is an {@code IllegalArgumentException}.
 */
final class Json {
  private static final int DEEPEST = 100;
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.blank();
    if (json.at < text.length()) {
      throw json.wrong("the end");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw new IllegalArgumentException("found " + write(value) + " instead of an object");
  }

  static List<?> array(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("found " + write(value) + " instead of an array");
  }

  static String string(Object value) {
    if (value instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("found " + write(value) + " instead of a text");
  }

  /** On one line; NaN and infinities as texts, as conformance.json has them. */
  static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> quote(e.getKey().toString()) + ": " + write(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::write).collect(Collectors.joining(", ", "[", "]"));
    }
    boolean bare =
        value == null
            || value instanceof Boolean
            || value instanceof Number number && Double.isFinite(number.doubleValue());
    return bare ? String.valueOf(value) : quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      quoted.append(
          c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format("\\u%04x", (int) c) : "" + c);
    }
    return quoted.append('"').toString();
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("less depth");
    }
    blank();
    char c = at < text.length() ? text.charAt(at) : ' ';
    return switch (c) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> text();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    blank();
    while (!skip('}')) {
      if (!members.isEmpty()) {
        require(',');
        blank();
      }
      String name = text();
      blank();
      require(':');
      if (members.containsKey(name)) {
        throw new IllegalArgumentException("an object has two members '" + name + "'");
      }
      members.put(name, value(depth + 1));
      blank();
    }
    return members;
  }

  private List<Object> elements(int depth) {
    List<Object> elements = new ArrayList<>();
    at++;
    blank();
    while (!skip(']')) {
      if (!elements.isEmpty()) {
        require(',');
      }
      elements.add(value(depth + 1));
      blank();
    }
    return elements;
  }

  private String text() {
    require('"');
    StringBuilder read = new StringBuilder();
    while (!skip('"')) {
      char c = next();
      if (c != '\\') {
        read.append(c);
        continue;
      }
      char escaped = next();
      int plain = "\"\\/bfnrt".indexOf(escaped);
      if (plain >= 0) {
        read.append("\"\\/\b\f\n\r\t".charAt(plain));
      } else if (escaped == 'u' && at + 4 <= text.length()) {
        read.append((char) Integer.parseInt(text.substring(at, at += 4), 16));
      } else {
        throw wrong("an escape");
      }
    }
    return read.toString();
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(from, at);
    if (!digits.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw wrong("a value");
    }
    if (digits.matches("-?[0-9]{1,18}")) {
      return Long.valueOf(digits);
    }
    return Double.valueOf(digits);
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char c) {
    if (!skip(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at++);
  }

  private IllegalArgumentException wrong(String required) {
    return new IllegalArgumentException("no JSON: at character %d is not %s".formatted(at, required));
  }
}
