package io.wiresmith.training.xgboost;

import io.wiresmith.training.TestingSpark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * Times one fit of the production trainer with the specification's parameters, from arrays to the
 * model's JSON. As in a job, where a probing fit comes first, the process has fitted something
 * small before; the time of that is told too. Arguments: a matrix of float32, little endian, each
 * row its features and last its label; number of columns with the label; number of classes;
 * threads; file for the model's JSON.
 */
public final class XgboostBenchmark {
  private static final int FEW = 2000;

  private XgboostBenchmark() {}

  public static void main(String[] args) throws IOException {
    ClassifiedRows rows = read(Path.of(args[0]), Integer.parseInt(args[1]));
    System.setProperty("spark.task.cpus", args[3]);
    SparkSession spark = TestingSpark.session();
    spark.range(1000).count();
    BoostedTreesTrainer trainer =
        new BoostedTreesTrainer(spark, Integer.parseInt(args[2]), /* seed= */ 0);
    ClassifiedRows few =
        rows(Arrays.copyOf(rows.features(), FEW), Arrays.copyOf(rows.labels(), FEW));
    long first = System.nanoTime();
    trainer.fit(few, TreeSettings.specification().exactly(5));
    long begin = System.nanoTime();
    FittedTrees trees = trainer.fit(rows, TreeSettings.specification());
    long end = System.nanoTime();
    Files.write(Path.of(args[4]), trees.json());
    System.out.printf(
        Locale.ROOT,
        "{\"seconds\": %.3f, \"first\": %.3f, \"rows\": %d}%n",
        (end - begin) / 1e9,
        (begin - first) / 1e9,
        rows.size());
    spark.stop();
  }

  private static ClassifiedRows read(Path file, int columns) throws IOException {
    FloatBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int n = values.remaining() / columns;
    float[][] features = new float[n][columns - 1];
    int[] labels = new int[n];
    for (int row = 0; row < n; row++) {
      values.get(features[row]);
      labels[row] = (int) values.get();
    }
    return rows(features, labels);
  }

  private static ClassifiedRows rows(float[][] features, int[] labels) {
    int n = labels.length;
    float[] weights = new float[n];
    boolean[] real = new boolean[n];
    Arrays.fill(weights, 1);
    Arrays.fill(real, true);
    return new ClassifiedRows(features, labels, new float[n][1], weights, new int[n], real);
  }
}
