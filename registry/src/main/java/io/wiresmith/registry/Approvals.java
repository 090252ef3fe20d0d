package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.PlainText;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.Json;
import java.util.List;
import java.util.Optional;

/**
 * Blessed versions that wait until someone approves them, by the tag {@link
 * VersionTags#APPROVED_BY}, in a registry's own UI or here. A version waits that is newer than the
 * champion and never was champion itself: what was rolled back does not come back.
 *
 * @param registry the registry
 * @param by who moves, for the history
 */
public record Approvals(ModelRegistry registry, String by) {
  /**
   * A champion that was moved to an approved version.
   *
   * @param promoted what moved
   * @param approvedBy who approved it
   */
  public record Approved(Promoted promoted, String approvedBy) {}

  /**
   * Sets the tag; moves nothing.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if the version does not wait
   */
  public RegisteredVersion approve(ModelRef ref, String name) {
    RegisteredVersion version = registry.resolve(ref);
    AliasState state = registry.state(version.key());
    if (!waits(version, state)) {
      throw new WiresmithException(
          ErrorCode.NOTHING_TO_DO,
          "%s does not wait for an approval: the champion is %s, and what was champion before comes back by rollback or promote. See: bin/wiresmith history %s"
              .formatted(
                  version,
                  state.champion().map(n -> "version " + n).orElse("none"),
                  version.key()));
    }
    return registry.tag(version, VersionTags.APPROVED_BY, name.strip());
  }

  /**
   * Moves the champion of a model to the newest version that waits and is approved.
   *
   * @param uncompared what to do with one that was not judged against the present champion
   * @return what moved; empty if nothing is approved
   * @throws WiresmithException {@code GATE_INCONCLUSIVE} if it was not compared and that is refused
   */
  public Optional<Approved> promote(ModelKey key, Uncompared uncompared) {
    AliasState state = registry.state(key);
    Optional<RegisteredVersion> found = newestApproved(key, state);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    RegisteredVersion version = found.get();
    Optional<Integer> judged = judgedAgainst(version);
    String approver = approver(version);
    String why = why(version).orElseThrow();
    if (!state.champion().equals(judged)) {
      String difference =
          "%s was judged against %s, and the champion is %s"
              .formatted(version, spoken(judged), spoken(state.champion()));
      if (uncompared == Uncompared.REFUSE) {
        throw new WiresmithException(
            ErrorCode.GATE_INCONCLUSIVE,
            "%s approved %s, but it stays challenger: %s. Evaluate it again by a new run, or take it as it is with --force."
                .formatted(approver, version.id(), difference));
      }
      why = why + "; forced: " + difference;
    }
    Promoted promoted = new Promotion(registry, by).promote(version, state, why);
    return Optional.of(new Approved(promoted, approver));
  }

  /** What to do with a version that the present champion was not compared with. */
  public enum Uncompared {
    /** It waits on. */
    REFUSE,
    /** It becomes champion, and the history says so. */
    TAKE
  }

  /** What makes a version champion that still waits, in a line for people. */
  public Optional<String> hint(RegisteredVersion version) {
    if (!waits(version, registry.state(version.key()))) {
      return Optional.empty();
    }
    String approver = approver(registry.reread(version));
    return Optional.of(
        approver.isEmpty()
            ? "%s becomes champion once it is approved: bin/wiresmith promote %s --approve-by NAME"
                .formatted(version, version.id())
            : "%s is approved by %s, but was not judged against the present champion; to take it all the same: bin/wiresmith promote --pending %s --force"
                .formatted(version, approver, version.key()));
  }

  private Optional<RegisteredVersion> newestApproved(ModelKey key, AliasState state) {
    List<RegisteredVersion> waiting =
        registry.list(key).stream()
            .filter(version -> waits(version, state) && !approver(version).isEmpty())
            .toList();
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.get(waiting.size() - 1));
  }

  private static boolean waits(RegisteredVersion version, AliasState state) {
    boolean newer = state.champion().map(champion -> champion < version.number()).orElse(true);
    return newer && !state.champions().wasEver(ModelRef.CHAMPION, version.number());
  }

  /** Who approved a version; empty text for nobody. */
  private static String approver(RegisteredVersion version) {
    return PlainText.line(version.tags().getOrDefault(VersionTags.APPROVED_BY, ""));
  }

  /** What the history says of the promotion of a version; empty if nobody has approved it. */
  static Optional<String> why(RegisteredVersion version) {
    return Optional.of(approver(version))
        .filter(name -> !name.isEmpty())
        .map(name -> "approved by " + name + ", registered " + version);
  }

  private Optional<Integer> judgedAgainst(RegisteredVersion version) {
    if (!version.runFiles().containsKey(EvaluationReport.FILE)) {
      return Optional.empty();
    }
    byte[] bytes = registry.fetchRunFile(version, EvaluationReport.FILE);
    String where = version + "'s " + EvaluationReport.FILE;
    return Promotion.judgedAgainst(Json.parse(bytes, EvaluationReport.class, where));
  }

  private static String spoken(Optional<Integer> number) {
    return number.map(n -> "version " + n).orElse("none");
  }
}
