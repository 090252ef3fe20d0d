package io.wiresmith.training.checkpoint;

/**
 * A checkpoint whose digest, manifest and content were proven.
 *
 * @param name its name
 * @param manifest its manifest
 * @param file its bytes, those that were proven
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SoundCheckpoint(CheckpointName name, CheckpointManifest manifest, byte[] file) {}
