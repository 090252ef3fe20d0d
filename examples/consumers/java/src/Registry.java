import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** An MLflow server: versions found by alias, and files with the bytes that were registered. */
final class Registry {
  private static final int SECONDS = 30; // for one request, its body included
  private static final String RECORD = "wiresmith.record";
  private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * What binds a version to its files.
   *
   * @param where the version's page, for messages
   * @param artifacts where its files are
   * @param files file name to SHA-256
   */
  record Version(String where, String artifacts, Map<String, String> files) {}

  // HTTP 1.1 and no redirect, which would carry the password elsewhere.
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String uri;

  Registry(String uri) {
    URI parsed;
    try {
      parsed = URI.create(uri);
    } catch (IllegalArgumentException e) {
      parsed = URI.create("");
    }
    boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
    if (!http || parsed.getHost() == null || parsed.getRawUserInfo() != null) {
      throw new Refused(
          Refused.USAGE,
          "'%s' is no server. Required: http://host:port, without a user."
              .formatted(uri.substring(uri.lastIndexOf('@') + 1)));
    }
    this.uri = uri.replaceFirst("/+$", "");
  }

  /** The version that an alias points at, its record checked. */
  Version find(String model, String alias) {
    HttpResponse<byte[]> answer =
        get("/api/2.0/mlflow/registered-models/alias?name=" + query(model) + "&alias=" + query(alias));
    if (answer.statusCode() == 400 || answer.statusCode() == 404) {
      throw new Refused(
          Refused.USAGE,
          "%s has no %s@%s. Publish it: bin/wiresmith run, or name another with --model and --alias."
              .formatted(uri, model, alias));
    }
    Map<String, String> tags = new TreeMap<>();
    String number;
    try {
      Map<String, Object> found = Json.object(Json.parse(text(answer.body())));
      Map<String, Object> version = Json.object(found.get("model_version"));
      number = Json.string(version.get("version"));
      for (Object tag : Json.array(version.get("tags"))) {
        tags.put(Json.string(Json.object(tag).get("key")), Json.string(Json.object(tag).get("value")));
      }
    } catch (IllegalArgumentException e) {
      throw new Refused(
          Refused.USAGE,
          "%s is no MLflow 3 server: it answers %d and something else. Check the address."
              .formatted(uri, answer.statusCode()));
    }
    return check(tags, model, "%s/#/models/%s/versions/%s".formatted(uri, model, number));
  }

  private static Version check(Map<String, String> tags, String model, String where) {
    String text = tags.get(RECORD);
    if (text == null) {
      throw refuse(where, "has no tag " + RECORD + ": it was not registered by Wiresmith");
    }
    try {
      Map<String, Object> record = Json.object(Json.parse(text));
      String digest = Json.string(record.get("sha256"));
      // The record was hashed with nothing where its own digest stands.
      String unsealed = text.replace("\"sha256\":\"" + digest + "\"", "\"sha256\":\"\"");
      if (!sha256(unsealed.getBytes(StandardCharsets.UTF_8)).equals(digest)) {
        throw refuse(where, "has a tag " + RECORD + " that was changed: its digest is another");
      }
      if (!model.replaceFirst("^wiresmith-", "").equals(record.get("model"))) {
        throw refuse(where, "has the record of " + record.get("model"));
      }
      Map<String, String> files = new TreeMap<>();
      Json.object(record.get("files")).forEach((name, sha) -> files.put(name, Json.string(sha)));
      if (!files.getOrDefault("model.onnx", "").equals(tags.get("wiresmith.sha256"))
          || !Json.string(record.get("runKey")).equals(tags.get("wiresmith.run_key"))) {
        throw refuse(
            where, "has tags that disagree with its record: wiresmith.sha256 or wiresmith.run_key");
      }
      if (!files.keySet().stream().allMatch(name -> FILE.matcher(name).matches())
          || !files.values().stream().allMatch(sha -> DIGEST.matcher(sha).matches())) {
        throw refuse(where, "names files that are none");
      }
      String place = Json.string(record.get("artifacts"));
      if (!PLACE.matcher(place).matches() || place.contains("..")) {
        throw refuse(where, "names '" + place + "', which is no place of artifacts");
      }
      return new Version(where, place, files);
    } catch (IllegalArgumentException e) {
      throw refuse(where, "has a tag " + RECORD + " that is no record (" + e.getMessage() + ")");
    }
  }

  /** Every file by name, each with the bytes that were registered. */
  Map<String, byte[]> fetch(Version version) {
    Map<String, byte[]> files = new TreeMap<>();
    version
        .files()
        .forEach(
            (name, registered) -> {
              HttpResponse<byte[]> answer =
                  get("/api/2.0/mlflow-artifacts/artifacts/" + version.artifacts() + "/" + name);
              if (answer.statusCode() != 200) {
                throw refuse(
                    version.where(),
                    "lacks %s (the server answers %d)".formatted(name, answer.statusCode()));
              }
              String found = sha256(answer.body());
              if (!found.equals(registered)) {
                throw refuse(
                    version.where(),
                    "has a %s that was changed: its SHA-256 is %s, registered was %s"
                        .formatted(name, found, registered));
              }
              files.put(name, answer.body());
            });
    return files;
  }

  private HttpResponse<byte[]> get(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + path));
    String authorization = authorization(System.getenv());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<byte[]> answer;
    try {
      // The request's own timeout ends with the headers; this one holds for the body too.
      answer =
          client.sendAsync(request.build(), BodyHandlers.ofByteArray()).get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      String why = e.getCause() == null ? "silent for " + SECONDS + " s" : e.getCause().toString();
      throw new Refused(
          Refused.DOWN,
          "%s does not answer (%s). Check the address and that the server runs, then try again."
              .formatted(uri, why));
    }
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw new Refused(
          Refused.USAGE,
          "%s answers %d. Set MLFLOW_TRACKING_USERNAME and _PASSWORD, or MLFLOW_TRACKING_TOKEN."
              .formatted(uri, status));
    }
    if (status == 429 || status >= 500) {
      throw new Refused(Refused.DOWN, "%s answers %d. Try again later.".formatted(uri, status));
    }
    return answer;
  }

  /** As whom to ask, by the variables of MLflow's own clients. */
  private static String authorization(Map<String, String> environment) {
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    if (user.isEmpty()) {
      return token.isEmpty() ? "" : "Bearer " + token;
    }
    String pair = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String query(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Refused refuse(String where, String what) {
    return new Refused(
        Refused.INTEGRITY, where + " " + what + ". Restore it, or use another version.");
  }
}
