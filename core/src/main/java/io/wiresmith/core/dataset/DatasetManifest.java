package io.wiresmith.core.dataset;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import java.util.List;
import java.util.Map;

/**
 * What a dataset is and where it comes from; written last, it is the commit of the dataset.
 *
 * @param kind how far the data has come
 * @param model the model it is for
 * @param sha256 digest of the schema and the canonically sorted rows, whatever the files
 * @param files the Parquet files
 * @param schema the columns, in order
 * @param window the time it covers
 * @param source the server and the query, or the files' names, for people
 * @param counts the law of quality
 * @param origins rows read from each file or each part of a database; empty for derived datasets
 * @param reasons quarantined rows by reason
 * @param parents digests of the datasets it was made from
 * @param codeRevision the code that made it
 * @param facts further counts worth keeping, such as rows per label
 */
public record DatasetManifest(
    DatasetKind kind,
    ModelKey model,
    String sha256,
    List<DatasetFile> files,
    List<ColumnSpec> schema,
    Window window,
    String source,
    RowCounts counts,
    Map<String, Long> origins,
    Map<String, Long> reasons,
    List<String> parents,
    String codeRevision,
    Map<String, Double> facts) {
  /** The manifest's file name. */
  public static final String FILE = "manifest.json";

  /** Copies the collections. */
  public DatasetManifest {
    files = List.copyOf(files);
    schema = List.copyOf(schema);
    origins = Map.copyOf(origins);
    reasons = Map.copyOf(reasons);
    parents = List.copyOf(parents);
    facts = Map.copyOf(facts);
  }
}
