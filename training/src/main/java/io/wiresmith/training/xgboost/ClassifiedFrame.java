package io.wiresmith.training.xgboost;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@link ClassifiedRows} as a Spark data frame with one dense vector column. */
final class ClassifiedFrame {
  static final String ID = "id";
  static final String FEATURES = "features";
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String FOLD = "fold";
  static final String REAL = "real";
  static final String REGRET = "regret";

  private static final StructType SCHEMA =
      new StructType()
          .add(ID, DataTypes.LongType, false)
          .add(FEATURES, SQLDataTypes.VectorType(), false)
          .add(LABEL, DataTypes.DoubleType, false)
          .add(WEIGHT, DataTypes.DoubleType, false)
          .add(FOLD, DataTypes.IntegerType, false)
          .add(REAL, DataTypes.BooleanType, false)
          .add(REGRET, DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private ClassifiedFrame() {}

  /**
   * A partition for each worker, by the number of the row and in its order: adaptive execution
   * cannot make fewer tasks than workers, which would hang, and the order of rows decides the
   * model's bits.
   */
  static Dataset<Row> of(SparkSession spark, ClassifiedRows rows, int workers) {
    List<Row> list = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      list.add(row(rows, i));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int slices = Math.max(1, rows.size() / 1_000);
    return spark
        .createDataFrame(context.parallelize(list, slices), SCHEMA)
        .repartition(workers, functions.col(ID))
        .sortWithinPartitions(ID);
  }

  private static Row row(ClassifiedRows rows, int i) {
    // Dense: XGBoost reads the zeros of a sparse vector as missing.
    return RowFactory.create(
        (long) i,
        Vectors.dense(doubles(rows.features()[i])),
        (double) rows.labels()[i],
        (double) rows.weights()[i],
        rows.folds()[i],
        rows.real()[i],
        doubles(rows.regrets()[i]));
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
