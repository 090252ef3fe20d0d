package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.Approvals;
import io.wiresmith.registry.Approvals.Approved;
import io.wiresmith.registry.Approvals.Uncompared;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes approved versions champion, model by model; one that is refused stops no other. */
record PendingPromotions(ModelRegistry registry, String by, boolean force) {
  /**
   * Moves what waits.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} where nothing is approved, {@code
   *     GATE_INCONCLUSIVE} for what was not judged against the present champion
   */
  int run(Optional<String> model, Common common, PrintWriter out) {
    List<ModelKey> keys =
        model
            .map(name -> List.of(ModelKey.parse(name)))
            .orElseGet(
                () -> registry.list().stream().map(RegisteredVersion::key).distinct().toList());
    List<Approved> moved = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    Approvals approvals = new Approvals(registry, by);
    for (ModelKey key : keys) {
      try {
        approvals.promote(key, force ? Uncompared.TAKE : Uncompared.REFUSE).ifPresent(moved::add);
      } catch (WiresmithException e) {
        if (e.code() != ErrorCode.GATE_INCONCLUSIVE) {
          throw e;
        }
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    if (moved.isEmpty() && refused.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.NOTHING_TO_DO,
          "No approved version waits in %s%s. Approve one: bin/wiresmith promote <model>@challenger --approve-by NAME"
              .formatted(registry.location(), model.map(name -> " for " + name).orElse("")));
    }
    if (!moved.isEmpty()) {
      common.print(out, moved.stream().map(PendingPromotions::json).toList(), () -> lines(moved));
    }
    if (!refused.isEmpty()) {
      throw new WiresmithException(ErrorCode.GATE_INCONCLUSIVE, String.join("\n", refused));
    }
    return 0;
  }

  private static Map<String, Object> json(Approved approved) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", approved.promoted().version().key().id());
    json.put("version", approved.promoted().version().number());
    json.put("alias", approved.promoted().alias());
    json.put("from", approved.promoted().from().orElse(null));
    json.put("approvedBy", approved.approvedBy());
    return json;
  }

  private static String lines(List<Approved> moved) {
    return moved.stream()
        .map(
            it ->
                "%s is %s%s, approved by %s"
                    .formatted(
                        it.promoted().alias(),
                        it.promoted().version(),
                        it.promoted().from().map(old -> ", was " + old).orElse(""),
                        it.approvedBy()))
        .collect(Collectors.joining("\n"));
  }
}
