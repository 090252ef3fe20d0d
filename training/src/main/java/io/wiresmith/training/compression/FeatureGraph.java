package io.wiresmith.training.compression;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The feature nodes as a graph of their own. Training runs it over the rows, and the exported model
 * starts with the same nodes.
 *
 * @param model the ONNX bytes
 */
record FeatureGraph(byte[] model) implements Serializable {
  static final String TREE_INPUTS = "tree_inputs";
  static final String NETWORK_INPUTS = "network_inputs";
  private static final int BATCH = 1000;

  /** Without a scaling, the network's numbers are not standardised: to learn the scaling from. */
  static FeatureGraph of(
      Vocabulary vocabulary, CompressionTrainingConfig config, Optional<Scaling> scaling) {
    GraphBuilder graph = new GraphBuilder("compression_features");
    MemberInputs inputs = MemberInputs.add(graph, vocabulary, config, scaling);
    graph.output(
        TensorSpec.of(TREE_INPUTS, DataType.FP32, "inputs of the trees", "N", "F"), inputs.trees());
    graph.output(
        TensorSpec.of(NETWORK_INPUTS, DataType.FP32, "inputs of the networks", "N", "D"),
        inputs.network());
    return new FeatureGraph(graph.build(Map.of(), "Features of the compression model"));
  }

  /** Computes here. */
  FeatureRows compute(List<RawRow> rows) {
    try (OnnxModel onnx = OnnxModel.load(model)) {
      List<FeatureRows> parts = new ArrayList<>();
      for (int from = 0; from < rows.size(); from += BATCH) {
        parts.add(batch(onnx, rows.subList(from, Math.min(rows.size(), from + BATCH))));
      }
      return FeatureRows.concat(parts);
    }
  }

  /** Computes in Spark's tasks; the result is in the order of the rows. */
  FeatureRows compute(SparkSession spark, List<RawRow> rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int slices = Math.max(spark.sparkContext().defaultParallelism(), rows.size() / 5_000);
    return FeatureRows.concat(
        context.parallelize(rows, slices).mapPartitions(this::partition).collect());
  }

  private Iterator<FeatureRows> partition(Iterator<RawRow> rows) {
    List<RawRow> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    return List.of(compute(all)).iterator();
  }

  private static FeatureRows batch(OnnxModel onnx, List<RawRow> rows) {
    Map<String, Tensor> outputs = onnx.run(RawRow.tensors(rows));
    return new FeatureRows(
        Matrices.rows(tensor(outputs, TREE_INPUTS)),
        Matrices.rows(tensor(outputs, NETWORK_INPUTS)));
  }

  static Tensor tensor(Map<String, Tensor> outputs, String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new IllegalStateException("The graph has no output " + name);
    }
    return tensor;
  }
}
