import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered,
 * and decides with it.
 */
public final class Consume {
  private static final String HELP =
      """
      usage: java Consume [options] vectors | decide name=value… | decide JSON

      Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered, and decides with it.

        vectors                              run every conformance vector; one line of JSON for each
        decide rtt_ms=20 link_type=wan …     decide one transfer; inputs not given are missing
        decide '{"rtt_ms": 20, …}'           the same as JSON

        --tracking-uri URI   the MLflow server (default: MLFLOW_TRACKING_URI)
        --model NAME         registered model (default: wiresmith-compression)
        --alias NAME         which version (default: champion)
        --trust-root PATH    public keys, a PEM file or a directory of them: the version must be signed by one
                             (default: WIRESMITH_TRUST_ROOT; without it nobody looks)
      exit codes: 0 done, 1 defect, 2 wrong usage, 13 not what was registered, 75 the server is down
      """;

  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private Consume(String[] given) {
    options.put("--tracking-uri", System.getenv().getOrDefault("MLFLOW_TRACKING_URI", ""));
    options.put("--model", "wiresmith-compression");
    options.put("--alias", "champion");
    options.put("--trust-root", System.getenv().getOrDefault("WIRESMITH_TRUST_ROOT", ""));
    for (int i = 0; i < given.length; i++) {
      String word = given[i];
      if (!word.startsWith("-")) {
        words.add(word);
      } else if (options.containsKey(word) && i + 1 < given.length) {
        options.put(word, given[++i]);
      } else {
        throw usage("Found '" + word + "', which is no option or lacks its value. See --help.");
      }
    }
    boolean vectors = words.equals(List.of("vectors"));
    boolean decide = words.size() > 1 && words.get(0).equals("decide");
    if (!vectors && !decide) {
      throw usage(
          "Found '%s'. Required: vectors, or decide and its inputs. See --help."
              .formatted(String.join(" ", words)));
    }
    if (options.get("--tracking-uri").isEmpty()) {
      throw usage("No server: give --tracking-uri, or set MLFLOW_TRACKING_URI.");
    }
  }

  private void run() throws OrtException {
    Map<String, Object> transfer = words.size() > 1 ? transfer(words.subList(1, words.size())) : null;
    String root = options.get("--trust-root");
    Signatures signatures = root.isEmpty() ? null : new Signatures(Path.of(root));
    Registry registry = new Registry(options.get("--tracking-uri"));
    Registry.Version version = registry.find(options.get("--model"), options.get("--alias"));
    Map<String, byte[]> files = registry.fetch(version);
    String signer =
        signatures == null
            ? ""
            : ", signed by " + signatures.check(version.where(), options.get("--model"), files);
    System.err.printf(
        "%s (%s): %d files as registered%s%n",
        version.where(), options.get("--alias"), files.size(), signer);
    try (Model model = new Model(files.get("model.onnx"))) {
      if (transfer == null) {
        vectors(model, Json.parse(Registry.text(files.get("conformance.json"))), version.where());
      } else {
        line("transfer", model.run(row(transfer, model.inputs())));
      }
    }
  }

  private static void vectors(Model model, Object conformance, String where) throws OrtException {
    String fault = "";
    for (Object node : Json.array(Json.object(conformance).get("vectors"))) {
      Map<String, Object> vector = Json.object(node);
      String name = Json.string(vector.get("name"));
      List<Model.Tensor> inputs = new ArrayList<>();
      Json.array(vector.get("inputs")).forEach(input -> inputs.add(Model.Tensor.of(input)));
      Map<String, Model.Tensor> outputs = model.run(inputs);
      line(name, outputs);
      for (Object output : Json.array(vector.get("outputs"))) {
        Model.Tensor expected = Model.Tensor.of(output);
        double tolerance = Model.number(Json.object(output).get("tolerance"));
        String wrong = expected.differs(outputs.get(expected.name()), tolerance);
        if (fault.isEmpty() && !wrong.isEmpty()) {
          fault = "vector '%s': output '%s' %s".formatted(name, expected.name(), wrong);
        }
      }
    }
    if (!fault.isEmpty()) {
      throw new Refused(
          Refused.INTEGRITY,
          "%s fails its conformance: %s. Do not decide with it; use another version."
              .formatted(where, fault));
    }
  }

  /** The inputs of one transfer by name. */
  private static Map<String, Object> transfer(List<String> words) {
    if (words.get(0).strip().startsWith("{")) {
      try {
        return Json.object(Json.parse(String.join(" ", words)));
      } catch (IllegalArgumentException e) {
        throw usage(
            "The inputs are %s. Required: an object of input names and values."
                .formatted(e.getMessage()));
      }
    }
    Map<String, Object> given = new LinkedHashMap<>();
    for (String word : words) {
      int at = word.indexOf('=');
      if (at < 0) {
        throw usage("'" + word + "' is no input. Required: name=value.");
      }
      given.put(word.substring(0, at), word.substring(at + 1));
    }
    return given;
  }

  /** The inputs of one row; what is not given is missing. */
  private static List<Model.Tensor> row(Map<String, Object> given, Map<String, String> inputs) {
    for (String name : given.keySet()) {
      if (!inputs.containsKey(name)) {
        throw usage(
            "The model has no input '%s'. It has: %s."
                .formatted(name, String.join(", ", inputs.keySet())));
      }
    }
    List<Model.Tensor> row = new ArrayList<>();
    inputs.forEach(
        (name, datatype) -> {
          boolean text = datatype.equals("BYTES");
          Object value = given.get(name);
          if (value == null) {
            value = text ? "" : "NaN";
          }
          if (text ? !(value instanceof String) : !isNumber(value)) {
            throw usage(
                "Input '%s' is %s. Required: a %s."
                    .formatted(name, Json.write(value), text ? "text" : "number"));
          }
          Object element = datatype.equals("INT64") ? (long) Model.number(value) : value;
          row.add(new Model.Tensor(name, datatype, List.of(1L, 1L), List.of(element)));
        });
    return row;
  }

  private static boolean isNumber(Object value) {
    try {
      return value instanceof Number || !Double.isNaN(Model.number(value)) || value.equals("NaN");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void line(String name, Map<String, Model.Tensor> outputs) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    outputs.forEach((output, tensor) -> object.put(output, tensor.data()));
    System.out.println(Json.write(object));
  }

  private static Refused usage(String message) {
    return new Refused(Refused.USAGE, message);
  }

  public static void main(String[] words) throws OrtException {
    if (List.of(words).contains("--help") || List.of(words).contains("-h")) {
      System.out.print(HELP);
      return;
    }
    try {
      new Consume(words).run();
    } catch (Refused refused) {
      System.err.println("Consume: " + refused.getMessage());
      System.exit(refused.code);
    }
    System.exit(0); // The HTTP client's threads would keep the process for a while.
  }
}
