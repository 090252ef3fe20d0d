package io.wiresmith.training.sequence;

import io.wiresmith.core.io.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of a training on the disk, as {@link StateBytes}. Written aside and renamed, so that a
 * killed process leaves the one before.
 *
 * @param file where it lies
 * @param identity what the training is of; a file of another one is not taken
 */
record CheckpointFile(Path file, String identity) {
  private static final int COPIES = 4;

  void write(Progression state) {
    AtomicFiles.write(
        file, StateBytes.write(state.facts().put("identity", identity), state.arrays()));
  }

  /**
   * The state to go on from, if there is one of this training.
   *
   * @param like arrays of the sizes
   * @param lines told why a file is not taken
   */
  Optional<Progression> read(List<float[]> like, Consumer<String> lines) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<StateBytes> state = StateBytes.read(AtomicFiles.read(file), file.toString());
    if (state.isEmpty()) {
      lines.accept("the checkpoint " + file + " is damaged; the training begins anew");
      return Optional.empty();
    }
    List<Integer> sizes = like.stream().map(array -> array.length).toList();
    Optional<List<float[]>> arrays = state.get().arrays(sizes, COPIES);
    if (arrays.isEmpty() || !state.get().facts().path("identity").asText().equals(identity)) {
      lines.accept("the checkpoint " + file + " is of another training; this one begins anew");
      return Optional.empty();
    }
    return Optional.of(Progression.of(state.get().facts(), arrays.get()));
  }
}
