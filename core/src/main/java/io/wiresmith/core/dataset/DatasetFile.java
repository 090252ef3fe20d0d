package io.wiresmith.core.dataset;

/**
 * One file of a dataset.
 *
 * @param name name inside the dataset's directory
 * @param bytes size
 * @param sha256 digest of its bytes
 * @param rows rows it holds
 */
public record DatasetFile(String name, long bytes, String sha256, long rows) {}
