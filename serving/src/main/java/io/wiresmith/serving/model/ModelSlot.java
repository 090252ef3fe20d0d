package io.wiresmith.serving.model;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one reference. {@link #refresh} belongs to one thread, the rest to any: a request takes
 * the model of the moment and keeps it to its end, whatever is swapped meanwhile.
 */
public final class ModelSlot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);
  private static final String ABSENT = "The registry has no such version of the model yet.";
  private static final String AWAY = "The registry does not answer.";

  private final ModelRef ref;
  private final ModelSource source;
  private final SlotListener listener;
  private final InstantSource clock;
  private volatile @Nullable ServedModel current;
  private volatile @Nullable Refusal refused;
  private volatile @Nullable String waiting;
  private volatile boolean closed;

  /** A slot that has nothing yet. */
  public ModelSlot(ModelRef ref, ModelSource source, SlotListener listener, InstantSource clock) {
    this.ref = ref;
    this.source = source;
    this.listener = listener;
    this.clock = clock;
  }

  /** The model. */
  public ModelKey key() {
    return ref.key();
  }

  /** The model that serves now; close it when the request is done. */
  public Optional<ServedModel> acquire() {
    for (ServedModel model = current; model != null; model = current) {
      if (model.tryAcquire()) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }

  /** What it does now. */
  public SlotStatus status() {
    ServedModel model = current;
    return new SlotStatus(
        Optional.ofNullable(model).map(ServedModel::version),
        Optional.ofNullable(model).map(ServedModel::since),
        model == null ? ModelSignature.NONE : model.signature(),
        Optional.ofNullable(refused),
        Optional.ofNullable(waiting));
  }

  /**
   * Looks once where the reference points and swaps if that is new and sound. Never throws for a
   * bad version or a source that is away: what serves goes on serving.
   */
  public void refresh() {
    try {
      follow(source.resolve(ref));
    } catch (WiresmithException e) {
      unresolved(e);
    } catch (RuntimeException e) {
      unresolved(new WiresmithException(ErrorCode.INTERNAL, "Cannot follow " + ref, e));
    }
  }

  private void follow(SourcedVersion version) {
    setWaiting(null);
    ServedModel before = current;
    Refusal bad = refused;
    if (before != null && before.version().equals(version)) {
      refused = null; // The alias went back to what serves.
    } else if (bad == null || !bad.version().equals(version)) {
      load(version);
    }
  }

  private void load(SourcedVersion version) {
    try {
      swap(new ServedModel(version, source.load(ref.key(), version), clock.instant()));
    } catch (WiresmithException e) {
      if (e.code().category() == ErrorCategory.DEPENDENCY) {
        throw e; // The version may be sound: try again at the next look.
      }
      refuse(new Refusal(version, e));
    } catch (RuntimeException e) {
      refuse(
          new Refusal(version, new WiresmithException(ErrorCode.INTERNAL, e.getMessage() + "", e)));
    }
  }

  private synchronized void swap(ServedModel next) {
    if (closed) {
      next.close();
      return;
    }
    ServedModel before = current;
    current = next;
    refused = null;
    LOG.info(
        "serves {} version {} ({}) sha256={}",
        ref.key(),
        next.version().number(),
        next.version().semVer(),
        next.version().sha256());
    listener.swapped(ref.key(), next.version());
    if (before != null) {
      before.close();
    }
  }

  private void refuse(Refusal refusal) {
    refused = refusal;
    LOG.error(
        "refuses {} {}, {}: {} {}",
        ref.key(),
        refusal.version().named(),
        current == null ? "no model serves" : "the version before goes on",
        refusal.error().code(),
        refusal.error().getMessage());
    listener.refused(ref.key(), refusal);
  }

  private void unresolved(WiresmithException e) {
    if (e.code().category() == ErrorCategory.INTEGRITY) {
      refuseUnreadable(e);
    } else {
      setWaiting(e.code() == ErrorCode.NOT_FOUND ? ABSENT : AWAY, e);
    }
  }

  /** The registry's own record of the version is broken: there is no number to name. */
  private void refuseUnreadable(WiresmithException e) {
    SourcedVersion unknown = SourcedVersion.UNREADABLE;
    Refusal bad = refused;
    if (bad == null || !bad.version().equals(unknown)) {
      refuse(new Refusal(unknown, e));
    }
  }

  private void setWaiting(String reason, WiresmithException e) {
    if (!reason.equals(waiting)) {
      LOG.warn("waits for {}: {} {}", ref, e.code(), e.getMessage());
    }
    waiting = reason;
  }

  private void setWaiting(@Nullable String reason) {
    if (reason == null && waiting != null) {
      LOG.info("finds {} again", ref);
    }
    waiting = reason;
  }

  /** Takes no more traffic; the model closes after its last request. */
  @Override
  public synchronized void close() {
    closed = true;
    ServedModel model = current;
    current = null;
    if (model != null) {
      model.close();
    }
  }

  /** Closes and waits for the last request, so that no native run outlives the process. */
  public boolean close(Duration patience) throws InterruptedException {
    ServedModel model = current;
    close();
    return model == null || model.awaitClosed(patience);
  }
}
