package io.wiresmith.training.checkpoint;

/**
 * The manifest beside a checkpoint's file; it is written last and makes the checkpoint be there.
 *
 * @param name the checkpoint
 * @param bytes size of the file
 * @param sha256 digest of the file
 * @param about what it is of
 */
public record CheckpointManifest(String name, long bytes, String sha256, CheckpointAbout about) {}
