package io.wiresmith.core.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Chooses between the two forecasts of a link. Pure functions: time and state are passed in, and
 * the same arguments give the same results.
 */
public final class HybridController {
  /** The least time between two decisions about one link. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  private static final double ENTER_DATACENTER = .30;
  private static final double LEAVE_DATACENTER = .45;
  private static final double LEAVE_INTERNET = .55;
  private static final double ENTER_INTERNET = .70;
  private static final double FIRST_DATACENTER = (ENTER_DATACENTER + LEAVE_DATACENTER) / 2;
  private static final double FIRST_INTERNET = (ENTER_INTERNET + LEAVE_INTERNET) / 2;

  private HybridController() {}

  /**
   * Decides the mode again, if something is known and the last decision was {@link #PAUSE} ago;
   * else it stays. A mode is entered at another score than it is left at, so that measures which
   * vary by less never bring a mode back that was left.
   */
  public static ModeState next(ModeState state, LinkMeasures measures, Instant at) {
    double score = measures.score();
    if (Double.isNaN(score)) {
      return state;
    }
    if (state.decidedAt().isEmpty()) {
      return new ModeState(first(score), score, Optional.of(at));
    }
    Instant decided = state.decidedAt().get();
    if (at.isBefore(decided)) { // The clock was set back: without this the link would wait for it.
      return new ModeState(state.mode(), state.score(), Optional.of(at));
    }
    return at.isBefore(decided.plus(PAUSE))
        ? state
        : new ModeState(mode(state.mode(), score), score, Optional.of(at));
  }

  private static HybridMode first(double score) {
    if (score < FIRST_DATACENTER) {
      return HybridMode.DATACENTER;
    }
    return score < FIRST_INTERNET ? HybridMode.HYBRID : HybridMode.INTERNET;
  }

  private static HybridMode mode(HybridMode before, double score) {
    double datacenter = before == HybridMode.DATACENTER ? LEAVE_DATACENTER : ENTER_DATACENTER;
    double internet = before == HybridMode.INTERNET ? LEAVE_INTERNET : ENTER_INTERNET;
    if (score < datacenter) {
      return HybridMode.DATACENTER;
    }
    return score < internet ? HybridMode.HYBRID : HybridMode.INTERNET;
  }

  /**
   * The weights of both forecasts. In a clear mode one has all; else {@code internet = g ci / (g ci
   * + (1 - g) cd)}, where ci and cd are the confidences and g is the score's place in the unclear
   * zone, 0 where the datacenter begins and 1 where the internet does. Where that is 0 / 0, g.
   *
   * @param datacenter confidence of the datacenter's forecast; what is no number counts as 0
   * @param internet confidence of the internet's forecast
   */
  public static ForecastWeights weights(ModeState state, double datacenter, double internet) {
    return switch (state.mode()) {
      case DATACENTER -> ForecastWeights.DATACENTER;
      case INTERNET -> ForecastWeights.INTERNET;
      case HYBRID -> hybrid(place(state.score()), clip(datacenter), clip(internet));
    };
  }

  private static double place(double score) {
    return clip((score - ENTER_DATACENTER) / (ENTER_INTERNET - ENTER_DATACENTER));
  }

  private static ForecastWeights hybrid(double place, double datacenter, double internet) {
    double ofInternet = place * internet;
    double both = ofInternet + (1 - place) * datacenter;
    double weight = both > 0 ? ofInternet / both : place;
    return new ForecastWeights(1 - weight, weight);
  }

  private static double clip(double value) {
    return value > 0 ? Math.min(1, value) : 0; // NaN and -0 are 0
  }
}
