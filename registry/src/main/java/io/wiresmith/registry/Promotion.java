package io.wiresmith.registry;

import static io.wiresmith.core.ModelRef.CHALLENGER;
import static io.wiresmith.core.ModelRef.CHAMPION;
import static io.wiresmith.core.ModelRef.PREVIOUS;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import java.util.Map;
import java.util.Optional;

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
    return champion(version, AliasAction.PROMOTE, "promoted " + ref);
  }

  /** Points any alias at a version; {@code champion} goes by {@link #promote(ModelRef)}. */
  public Promoted promote(ModelRef ref, String alias) {
    if (alias.equals(CHAMPION)) {
      return promote(ref);
    }
    RegisteredVersion version = registry.resolve(ref);
    return point(alias, version, AliasAction.PROMOTE, "promoted " + ref);
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
    Promoted challenger = forward(version, CHALLENGER);
    boolean compared = at(version.key(), CHAMPION).equals(judgedAgainst);
    return switch (policy) {
      case MANUAL -> challenger;
      case AUTO -> compared ? forward(version, CHAMPION) : challenger;
    };
  }

  private Promoted forward(RegisteredVersion version, String alias) {
    Optional<Integer> now = at(version.key(), alias);
    boolean newer = now.isEmpty() || now.get() < version.number();
    boolean settled =
        new ChampionChain(registry.history(version.key())).wasEver(alias, version.number());
    if (!newer || settled) {
      ModelRef ref = new ModelRef(version.key(), new ModelRef.Alias(alias));
      return new Promoted(now.isEmpty() ? version : registry.resolve(ref), alias, now, true);
    }
    String why = "registered " + version;
    return alias.equals(CHAMPION)
        ? champion(version, AliasAction.REGISTER, why)
        : point(alias, version, AliasAction.REGISTER, why);
  }

  /** Previous first, champion last: that one move is the switch. */
  private Promoted champion(RegisteredVersion version, AliasAction action, String why) {
    Optional<Integer> old = at(version.key(), CHAMPION);
    if (old.equals(Optional.of(version.number()))) {
      return new Promoted(version, CHAMPION, old, true);
    }
    registry.verify(version);
    if (old.isPresent()) {
      previous(version.key(), old, action, why);
    }
    return move(version, CHAMPION, old, action, why);
  }

  /**
   * Goes back to the champion before this one.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there was none
   */
  public Promoted rollback(ModelKey key) {
    int champion = at(key, CHAMPION).orElseThrow(() -> nothing(key, "it has no champion"));
    ChampionChain chain = new ChampionChain(registry.history(key));
    Optional<Integer> previous = at(key, PREVIOUS);
    if (previous.equals(Optional.of(champion)) && chain.endsInRollbackTo(champion)) {
      return back(key, champion, "finished an interrupted rollback");
    }
    int target =
        previous
            .filter(number -> number != champion)
            .or(() -> chain.below(champion))
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
        at(to.key(), CHAMPION).orElseThrow(() -> nothing(to.key(), "it has no champion"));
    return back(to.key(), registry.resolve(to).number(), "rolled back from " + champion);
  }

  /** Champion first: it is what matters, and previous tells where an interrupted one stopped. */
  private Promoted back(ModelKey key, int target, String why) {
    RegisteredVersion version = registry.resolve(new ModelRef(key, new ModelRef.Number(target)));
    registry.verify(version);
    Promoted moved = move(version, CHAMPION, at(key, CHAMPION), AliasAction.ROLLBACK, why);
    Optional<Integer> below = new ChampionChain(registry.history(key)).below(target);
    previous(key, below, AliasAction.ROLLBACK, why);
    return moved;
  }

  private Promoted point(String alias, RegisteredVersion version, AliasAction action, String why) {
    return move(version, alias, at(version.key(), alias), action, why);
  }

  private void previous(ModelKey key, Optional<Integer> to, AliasAction action, String why) {
    registry.pointAlias(new AliasMove(key, PREVIOUS, to, at(key, PREVIOUS), action, by, why));
  }

  private Promoted move(
      RegisteredVersion version,
      String alias,
      Optional<Integer> from,
      AliasAction action,
      String why) {
    Optional<Integer> to = Optional.of(version.number());
    boolean moved =
        registry.pointAlias(new AliasMove(version.key(), alias, to, from, action, by, why));
    RegisteredVersion now =
        registry.resolve(new ModelRef(version.key(), new ModelRef.Number(version.number())));
    return new Promoted(now, alias, from, !moved);
  }

  private Optional<Integer> at(ModelKey key, String alias) {
    Map<String, Integer> aliases = registry.aliases(key);
    return Optional.ofNullable(aliases.get(alias));
  }

  private WiresmithException nothing(ModelKey key, String why) {
    return new WiresmithException(
        ErrorCode.NOTHING_TO_DO,
        "Nothing to roll %s back to in %s: %s. See: bin/wiresmith history %s"
            .formatted(key, registry.location(), why, key));
  }
}
