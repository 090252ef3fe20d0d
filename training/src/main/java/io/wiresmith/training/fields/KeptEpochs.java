package io.wiresmith.training.fields;

import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.KeepRule;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.TrainingState;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Keeps epochs of a training from scratch as checkpoints: those that are the best so far, or all of
 * them. When the training is done, the one that was exported becomes the latest, and all but the
 * last ones and the best are removed.
 *
 * @param shape sizes of the network
 * @param config of the training
 * @param dataset SHA-256 of the labelled dataset
 * @param run the training
 * @param context where checkpoints are kept
 */
record KeptEpochs(
    TaggerShape shape,
    FieldsTrainingConfig config,
    String dataset,
    SequenceRun run,
    TrainingContext context) {
  private CheckpointStore store() {
    return TaggerCheckpoints.in(context.kept(TaggerCheckpoints.MODEL));
  }

  void keep(TrainingState state) {
    if (config.saveBestOnly() && !state.isBest()) {
      return;
    }
    CheckpointStore store = store();
    CheckpointAbout about =
        new CheckpointAbout(
            TaggerCheckpoints.MODEL,
            store.version(run.identity(), Optional.empty()),
            state.epoch(),
            state.metrics(),
            TaggerCheckpoints.architecture(shape),
            Optional.empty(),
            List.of(dataset),
            config.tree(),
            run.seed(),
            context.codeRevision(),
            run.identity());
    store.commit(about, it -> TaggerCheckpoints.file(state, it), InstantSource.system());
  }

  /** The training's last one is used: of the best ones it is the best. */
  void use() {
    CheckpointStore store = store();
    Optional<CheckpointName> last =
        store.names().stream()
            .filter(
                name ->
                    store
                        .sound(name)
                        .filter(it -> it.about().training().equals(run.identity()))
                        .isPresent())
            .findFirst();
    if (last.isPresent()) {
      store.use(last.get());
      store.remove(new KeepRule(KeepRule.FEWEST));
    }
  }
}
