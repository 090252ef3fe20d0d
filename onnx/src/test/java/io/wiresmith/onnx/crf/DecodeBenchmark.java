package io.wiresmith.onnx.crf;

import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Decodes seeded messages in the graph and by plain loops in Java, and prints how many have the
 * same tags and how far probabilities are apart at most. Argument: messages.
 */
public final class DecodeBenchmark {
  private static final int ROWS = 50;
  private static final int LONGEST = 256;
  private static final int TAGS = TagScheme.FIELDS.size();

  private final Random random = new Random(41);
  private int same;
  private double worst;

  private DecodeBenchmark() {}

  /** Runs and prints a JSON object. */
  public static void main(String[] args) {
    int messages = Integer.parseInt(args[0]);
    DecodeBenchmark benchmark = new DecodeBenchmark();
    for (int done = 0; done < messages; done += 10 * ROWS) {
      benchmark.chain();
    }
    System.out.println(
        Json.line(Map.of("messages", messages, "same", benchmark.same, "worst", benchmark.worst)));
  }

  /** Ten batches by one chain; how sure it is, and how long messages are, differs. */
  private void chain() {
    CrfLayer layer =
        new CrfLayer(
            TagScheme.FIELDS,
            floats(TAGS * TAGS, 2),
            floats(TAGS, 2),
            floats(TAGS, 2),
            random.nextDouble());
    try (OnnxModel model = OnnxModel.load(CrfLayerTest.model(layer))) {
      for (int batch = 0; batch < 10; batch++) {
        float[][][] rows = new float[ROWS][][];
        for (int row = 0; row < ROWS; row++) {
          rows[row] = new float[1 + random.nextInt(batch % 2 == 0 ? LONGEST : LONGEST / 4)][];
          double sure = 1 + random.nextInt(8);
          for (int at = 0; at < rows[row].length; at++) {
            rows[row][at] = floats(TAGS, sure);
          }
        }
        compare(layer, model, rows);
      }
    }
  }

  private float[] floats(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  private void compare(CrfLayer layer, OnnxModel model, float[][][] rows) {
    int longest = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    float[] flat = new float[longest * rows.length * TAGS];
    long[] lengths = new long[rows.length];
    for (int row = 0; row < rows.length; row++) {
      lengths[row] = rows[row].length;
      for (int at = 0; at < rows[row].length; at++) {
        System.arraycopy(rows[row][at], 0, flat, (at * rows.length + row) * TAGS, TAGS);
      }
    }
    Map<String, Tensor> out =
        model.run(
            List.of(
                Tensor.floats("emissions", new long[] {longest, rows.length, TAGS}, flat),
                Tensor.longs("lengths", new long[] {rows.length}, lengths)));
    long[] tags = Objects.requireNonNull(out.get("tags")).longs();
    float[] confidence = Objects.requireNonNull(out.get("tag_confidence")).floats();
    for (int row = 0; row < rows.length; row++) {
      PlainChain plain = new PlainChain(layer, rows[row]);
      int[] path = plain.viterbi();
      double[][] marginals = plain.marginals();
      boolean equal = true;
      for (int at = 0; at < path.length; at++) {
        int place = row * longest + at;
        equal &= tags[place] == path[at];
        worst = Math.max(worst, Math.abs(confidence[place] - marginals[at][path[at]]));
      }
      same += equal ? 1 : 0;
    }
  }
}
