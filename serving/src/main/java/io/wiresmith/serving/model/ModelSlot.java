package io.wiresmith.serving.model;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private static final String ODD = "The registry does not answer as it should.";

  private final ModelRef ref;
  private final ModelSupply supply;
  private final SlotListener listener;
  private final InstantSource clock;
  private final AtomicBoolean cacheRead = new AtomicBoolean();
  private final Traffic traffic = new Traffic();
  private volatile @Nullable Refusal refused;
  private volatile @Nullable String waiting;
  private volatile @Nullable Instant answeredAt;

  /** A slot that has nothing yet. */
  public ModelSlot(ModelRef ref, ModelSupply supply, SlotListener listener, InstantSource clock) {
    this.ref = ref;
    this.supply = supply;
    this.listener = listener;
    this.clock = clock;
  }

  /** The model. */
  public ModelKey key() {
    return ref.key();
  }

  /** The model that serves now; close it when the request is done. */
  public Optional<ServedModel> acquire() {
    return traffic.acquire();
  }

  /** What it does now. */
  public SlotStatus status() {
    Optional<ServedModel> model = Optional.ofNullable(traffic.current());
    return new SlotStatus(
        model.map(ServedModel::version),
        model.map(ServedModel::since),
        model.map(ServedModel::signature).orElse(ModelSignature.NONE),
        Optional.ofNullable(refused),
        Optional.ofNullable(waiting),
        model.flatMap(ServedModel::cachedAt),
        Optional.ofNullable(answeredAt));
  }

  /**
   * Looks once where the reference points and swaps if that is new and sound. Never throws for a
   * bad version or a source that is away: what serves goes on serving, and where nothing does, the
   * last good version of the cache.
   *
   * @return whether the source answered as it should
   */
  public boolean refresh() {
    boolean answered;
    try {
      follow(supply.source().resolve(ref));
      answered = true;
    } catch (WiresmithException e) {
      answered = unresolved(e);
    } catch (RuntimeException e) {
      answered = unresolved(new WiresmithException(ErrorCode.INTERNAL, "Cannot follow " + ref, e));
    }
    serveLastGood();
    return answered;
  }

  private void follow(SourcedVersion version) {
    Refusal bad = refused;
    ServedModel before = traffic.current();
    if (bad != null && bad.version().equals(version)) {
      found(); // Nothing new: it is not tried again.
    } else if (before != null && before.version().equals(version)) {
      before.confirm();
      refused = null; // The alias went back to what serves.
      found();
    } else {
      load(version);
      found();
    }
  }

  private void load(SourcedVersion version) {
    try {
      VersionFiles files = fetched(version);
      if (traffic.replace(proven(version, files))) {
        refused = null;
        took(version, "");
        keep(version, files);
      }
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

  /** Only wrong bytes are the version's fault; a source that refuses may not do so tomorrow. */
  private VersionFiles fetched(SourcedVersion version) {
    try {
      return supply.source().fetch(key(), version);
    } catch (WiresmithException e) {
      if (e.code().category() == ErrorCategory.INTEGRITY) {
        throw e;
      }
      throw new WiresmithException(ErrorCode.DEPENDENCY_DOWN, e.getMessage() + "", e);
    }
  }

  private ServedModel proven(SourcedVersion version, VersionFiles files) {
    return new ServedModel(version, supply.proof().prove(key(), version, files), clock.instant());
  }

  /**
   * Serves the last good version where nothing serves; once, for what is damaged is not read again.
   * Any thread may call it.
   */
  public void serveLastGood() {
    if (traffic.current() != null || cacheRead.getAndSet(true)) {
      return;
    }
    try {
      Optional<LastGood.Kept> kept = supply.lastGood().read(ref);
      if (kept.isPresent()) {
        serve(kept.get());
      }
    } catch (WiresmithException e) {
      boolean unusable = e.code().category() == ErrorCategory.DEPENDENCY;
      cacheFailed(unusable ? CacheEvent.UNUSABLE : CacheEvent.DAMAGED, e);
    } catch (RuntimeException e) {
      cacheFailed(
          CacheEvent.DAMAGED, new WiresmithException(ErrorCode.INTERNAL, e.getMessage() + "", e));
    }
  }

  private void serve(LastGood.Kept kept) {
    SourcedVersion version = kept.version();
    if (traffic.fill(proven(version, kept.files()).cached(kept.at()))) {
      took(version, " from the cache, kept at " + kept.at());
      listener.cache(key(), CacheEvent.SERVED);
    }
  }

  private void keep(SourcedVersion version, VersionFiles files) {
    try {
      if (supply.lastGood().keep(ref, version, files)) {
        listener.cache(key(), CacheEvent.STORED);
      }
    } catch (WiresmithException e) {
      cacheFailed(CacheEvent.UNUSABLE, e);
    }
  }

  private void cacheFailed(CacheEvent event, WiresmithException e) {
    LOG.warn("goes on without the cache for {}: {} {}", ref, e.code(), e.getMessage());
    listener.cache(key(), event);
  }

  private void took(SourcedVersion version, String whence) {
    LOG.info(
        "serves {} version {} ({}) sha256={}{}",
        key(),
        version.number(),
        version.semVer(),
        version.sha256(),
        whence);
    listener.swapped(key(), version);
  }

  private void refuse(Refusal refusal) {
    refused = refusal;
    LOG.error(
        "refuses {} {}, {}: {} {}",
        key(),
        refusal.version().named(),
        traffic.current() == null ? "no model serves" : "the version before goes on",
        refusal.error().code(),
        refusal.error().getMessage());
    listener.refused(key(), refusal);
  }

  private boolean unresolved(WiresmithException e) {
    if (e.code().category() == ErrorCategory.INTEGRITY) {
      waiting = null;
      refuseUnreadable(e);
      return true;
    }
    boolean absent = e.code() == ErrorCode.NOT_FOUND;
    boolean away = e.code().category() == ErrorCategory.DEPENDENCY;
    setWaiting(absent ? ABSENT : away ? AWAY : ODD, e);
    return absent;
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

  private void found() {
    if (waiting != null) {
      LOG.info("finds {} again", ref);
    }
    waiting = null;
    answeredAt = clock.instant();
  }

  /** Takes no more traffic; the model closes after its last request. */
  @Override
  public void close() {
    traffic.close();
  }

  /** Closes and waits for the last request, so that no native run outlives the process. */
  public boolean close(Duration patience) throws InterruptedException {
    return traffic.close(patience);
  }
}
