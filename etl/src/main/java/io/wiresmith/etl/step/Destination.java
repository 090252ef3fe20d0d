package io.wiresmith.etl.step;

import io.wiresmith.core.dataset.DatasetStore;
import java.nio.file.Path;

/**
 * Where an extraction writes.
 *
 * @param datasets the dataset
 * @param quarantine directory of the refused rows; what it held is replaced
 * @param page the page that shows what was found, written whether the run stops or not
 */
public record Destination(DatasetStore datasets, Path quarantine, Path page) {}
