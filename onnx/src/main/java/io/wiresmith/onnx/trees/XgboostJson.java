package io.wiresmith.onnx.trees;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a booster's JSON as a stream, so that a booster of 30 MB needs no tree of JSON nodes, and
 * floats go straight from text to 32 bits, as XGBoost reads them.
 */
final class XgboostJson {
  private static final float[] NO_FLOATS = {};

  private final List<XgboostTree> trees = new ArrayList<>();
  private float[] treeClasses = NO_FLOATS;
  private float[] roundStarts = NO_FLOATS;
  private float[] baseScore = NO_FLOATS;
  private int classes;
  private int features;
  private String booster = "";
  private String objective = "";

  TreeEnsemble parse(byte[] json) {
    try (JsonParser parser = Json.mapper().createParser(json)) {
      parser.nextToken();
      readObject(parser, "");
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.UNREADABLE_DATA, "The booster is no JSON: " + e.getMessage(), e);
    }
    if (!booster.equals("gbtree") || !objective.equals("multi:softprob") || classes < 2) {
      throw refused(
          "it is %s with objective %s and %d classes".formatted(booster, objective, classes));
    }
    if (treeClasses.length != trees.size()) {
      throw refused("it names classes of " + treeClasses.length + " trees, not " + trees.size());
    }
    return new TreeEnsemble(features, baseValues(), trees(), roundEnds());
  }

  private void readObject(JsonParser parser, String path) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String child = path + "/" + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        readObject(parser, child);
      } else if (token == JsonToken.START_ARRAY) {
        readArray(parser, child);
      } else {
        readText(parser.getText(), child);
      }
    }
  }

  private void readArray(JsonParser parser, String path) throws IOException {
    switch (path) {
      case "/learner/gradient_booster/model/tree_info" -> treeClasses = floats(parser);
      case "/learner/gradient_booster/model/iteration_indptr" -> roundStarts = floats(parser);
      case "/learner/gradient_booster/model/trees" -> {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          trees.add(XgboostTree.read(parser));
        }
      }
      default -> parser.skipChildren();
    }
  }

  private void readText(String text, String path) {
    switch (path) {
      case "/learner/gradient_booster/name" -> booster = text;
      case "/learner/objective/name" -> objective = text;
      case "/learner/learner_model_param/num_class" -> classes = Integer.parseInt(text);
      case "/learner/learner_model_param/num_feature" -> features = Integer.parseInt(text);
      case "/learner/learner_model_param/base_score" -> baseScore = list(text);
      default -> {
        // Parameters of training do not change what the booster predicts.
      }
    }
  }

  /** Numbers and truth values; indices stay exact up to 2^24, far above any node count. */
  static float[] floats(JsonParser parser) throws IOException {
    float[] values = new float[64];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] =
          switch (parser.currentToken()) {
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            default -> Float.parseFloat(parser.getText());
          };
    }
    return Arrays.copyOf(values, size);
  }

  /** {@code 5E-1} before XGBoost 3.1, {@code [4E-1,5E-1,1E-1]} from it on. */
  private static float[] list(String text) {
    String[] parts = text.replace("[", "").replace("]", "").split(",", -1);
    float[] values = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = Float.parseFloat(parts[i].strip());
    }
    return values;
  }

  private List<Float> baseValues() {
    if (baseScore.length != 1 && baseScore.length != classes) {
      throw refused("it has " + baseScore.length + " base scores for " + classes + " classes");
    }
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      values.add(baseScore[baseScore.length == 1 ? 0 : i]);
    }
    return values;
  }

  private List<Tree> trees() {
    List<Tree> read = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      read.add(trees.get(i).tree((int) treeClasses[i]));
    }
    return read;
  }

  private List<Integer> roundEnds() {
    if (roundStarts.length < 2) {
      throw refused("it does not tell its rounds (iteration_indptr)");
    }
    List<Integer> ends = new ArrayList<>();
    for (int i = 1; i < roundStarts.length; i++) {
      ends.add((int) roundStarts[i]);
    }
    return ends;
  }

  static WiresmithException refused(String found) {
    return new WiresmithException(
        ErrorCode.UNREADABLE_DATA,
        "The booster cannot be exported: "
            + found
            + "; required is an XGBoost gbtree, multi:softprob, with numeric splits.");
  }
}
