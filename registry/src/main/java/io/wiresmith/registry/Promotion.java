package io.wiresmith.registry;

import static io.wiresmith.core.ModelRef.CHALLENGER;
import static io.wiresmith.core.ModelRef.CHAMPION;
import static io.wiresmith.core.ModelRef.PREVIOUS;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves champions. Each step is idempotent and a process may die between any two: the same call
 * again ends where one call would have. A version is verified before it becomes champion.
 *
 * @param registry the registry
 * @param by who moves, for the history
 */
public record Promotion(ModelRegistry registry, String by) {
  private static final int ATTEMPTS = 10;

  /** Makes a version champion, and the old champion previous. */
  public Promoted promote(ModelRef ref) {
    RegisteredVersion version = registry.resolve(ref);
    AliasState state = registry.state(version.key());
    return promoted(champion(version, state, AliasAction.PROMOTE, "promoted " + ref));
  }

  /** Makes a version champion where the aliases still stand as they were found. */
  Promoted promote(RegisteredVersion version, AliasState found, String why) {
    return promoted(champion(version, found, AliasAction.PROMOTE, why));
  }

  /** Number of the champion that an evaluation compares with, if any. */
  public static Optional<Integer> judgedAgainst(EvaluationReport report) {
    return report
        .comparison()
        .map(comparison -> ModelRef.parse(comparison.champion()).selector())
        .map(selector -> selector instanceof ModelRef.Number number ? number.value() : 0);
  }

  /** Points any alias at a version; {@code champion} goes by {@link #promote(ModelRef)}. */
  public Promoted promote(ModelRef ref, String alias) {
    if (alias.equals(CHAMPION)) {
      return promote(ref);
    }
    RegisteredVersion version = registry.resolve(ref);
    AliasState state = registry.state(version.key());
    return promoted(point(alias, version, state, AliasAction.PROMOTE, "promoted " + ref));
  }

  /**
   * What follows a registration. A version that was champion before is left where it is, so that
   * the same run again does not undo a rollback; nor does an older version replace a newer one, nor
   * a version a champion that it was not compared with: then it stays challenger.
   *
   * @param judgedAgainst number of the champion that the gate compared it with, if any
   */
  public Promoted settle(
      RegisteredVersion version, PromotionPolicy policy, Optional<Integer> judgedAgainst) {
    for (int attempt = 1; ; attempt++) {
      try {
        return settleOnce(version, policy, judgedAgainst);
      } catch (WiresmithException e) {
        if (e.code() != ErrorCode.CONFLICT || attempt == ATTEMPTS) {
          throw e; // Else another run moved the alias meanwhile: look again.
        }
      }
    }
  }

  private Promoted settleOnce(
      RegisteredVersion version, PromotionPolicy policy, Optional<Integer> judgedAgainst) {
    AliasState state = registry.state(version.key());
    String why = "registered " + version;
    Move challenger = forward(version, CHALLENGER, state, why);
    if (!state.champion().equals(judgedAgainst)) {
      return promoted(challenger);
    }
    return switch (policy) {
      case MANUAL -> promoted(challenger);
      case APPROVAL ->
          Approvals.why(registry.reread(version)) // An approval may have come since, or gone.
              .map(approved -> promoted(forward(version, CHAMPION, state, approved)))
              .orElseGet(() -> promoted(challenger));
      case AUTO -> promoted(forward(version, CHAMPION, state, why));
    };
  }

  private Move forward(RegisteredVersion version, String alias, AliasState state, String why) {
    Optional<Integer> now = state.at(alias);
    boolean newer = now.isEmpty() || now.get() < version.number();
    boolean settled = state.champions().wasEver(alias, version.number());
    if (!newer || settled) {
      return new Move(version.key(), alias, now, now.orElse(version.number()), true);
    }
    return alias.equals(CHAMPION)
        ? champion(version, state, AliasAction.REGISTER, why)
        : point(alias, version, state, AliasAction.REGISTER, why);
  }

  /** Previous first, champion last: that one move is the switch. */
  private Move champion(
      RegisteredVersion version, AliasState state, AliasAction action, String why) {
    Optional<Integer> old = state.champion();
    if (old.equals(Optional.of(version.number()))) {
      return new Move(version.key(), CHAMPION, old, version.number(), true);
    }
    registry.requireSound(version);
    if (old.isPresent()) {
      previous(version.key(), state, old, action, why);
    }
    return point(CHAMPION, version, state, action, why);
  }

  /**
   * Goes back to the champion before this one, whoever made this one champion.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there was none
   */
  public Promoted rollback(ModelKey key) {
    AliasState state = registry.state(key);
    int champion = state.champion().orElseThrow(() -> nothing(key, "it has no champion"));
    ChampionChain chain = state.champions();
    if (!state.found().isEmpty() && chain.endsInUntoldRollback()) {
      return back(key, champion, "finished an interrupted rollback");
    }
    int target =
        chain
            .below(champion)
            .or(() -> state.at(PREVIOUS).filter(number -> number != champion))
            .orElseThrow(() -> nothing(key, "no version was champion before " + champion));
    return back(key, target, "rolled back from " + champion);
  }

  /**
   * Goes back to a given version.
   *
   * @throws WiresmithException {@code NOT_FOUND} with the known ones
   */
  public Promoted rollback(ModelRef to) {
    int champion =
        registry
            .state(to.key())
            .champion()
            .orElseThrow(() -> nothing(to.key(), "it has no champion"));
    return back(to.key(), registry.resolve(to).number(), "rolled back from " + champion);
  }

  /** Previous first, as with a promotion: what moves the champion behind it is this rollback. */
  private Promoted back(ModelKey key, int target, String why) {
    RegisteredVersion version = registry.resolve(new ModelRef(key, new ModelRef.Number(target)));
    registry.verify(version);
    AliasState state = registry.state(key);
    int champion = state.champion().orElse(target);
    // One that was removed or damaged meanwhile must not keep anyone from going back.
    Set<Integer> there =
        registry.list(key).stream().map(RegisteredVersion::number).collect(Collectors.toSet());
    Optional<Integer> below =
        state.champions().belowAfterRollback(target, champion).filter(there::contains);
    previous(key, state, below, AliasAction.ROLLBACK, why);
    return promoted(point(CHAMPION, version, state, AliasAction.ROLLBACK, why));
  }

  private void previous(
      ModelKey key, AliasState state, Optional<Integer> to, AliasAction action, String why) {
    registry.pointAlias(new AliasMove(key, PREVIOUS, to, state.at(PREVIOUS), action, by, why));
  }

  private Move point(
      String alias, RegisteredVersion version, AliasState state, AliasAction action, String why) {
    Optional<Integer> from = state.at(alias);
    Optional<Integer> to = Optional.of(version.number());
    boolean moved =
        registry.pointAlias(new AliasMove(version.key(), alias, to, from, action, by, why));
    return new Move(version.key(), alias, from, version.number(), !moved);
  }

  /** A move that was made, or was made before. */
  private record Move(
      ModelKey key, String alias, Optional<Integer> from, int to, boolean unchanged) {}

  private Promoted promoted(Move move) {
    ModelRef ref = new ModelRef(move.key(), new ModelRef.Number(move.to()));
    return new Promoted(registry.resolve(ref), move.alias(), move.from(), move.unchanged());
  }

  private WiresmithException nothing(ModelKey key, String why) {
    return new WiresmithException(
        ErrorCode.NOTHING_TO_DO,
        "Nothing to roll %s back to in %s: %s. See: bin/wiresmith history %s"
            .formatted(key, registry.location(), why, key));
  }
}
