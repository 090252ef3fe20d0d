package io.wiresmith.onnx.crf;

/**
 * The values that a {@link CrfLayer} adds to a graph; L is the longest sequence, K all segments.
 *
 * @param tags INT64 {@code [N, L]}, the decoded sequence; -1 past the end
 * @param tagConfidence float {@code [N, L]}, marginal probability of that tag; 0 past the end
 * @param boundary float {@code [N, L]}, probability that a segment begins here; 0 past the end
 * @param segments INT64 {@code [K, 4]}: sequence, start, end (exclusive), type; in order
 * @param segmentConfidence float {@code [K]}, probability of the whole segment with its type
 */
public record CrfOutputs(
    String tags,
    String tagConfidence,
    String boundary,
    String segments,
    String segmentConfidence) {}
