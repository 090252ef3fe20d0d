package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that people want to hear of. It may reach them more than once, always with the same id.
 *
 * @param id sixteen hexadecimal digits
 * @param kind what happened
 * @param body one line of JSON, the whole event
 */
public record LedgerEvent(String id, EventKind kind, String body) {
  /** The event that an ending is; the row is as the ending left it. */
  static LedgerEvent of(EventKind kind, LedgerRun run, Instant at) {
    Map<String, String> out = run.ending().references();
    String version = out.getOrDefault("version", "");
    // A version becomes champion once, however often the run is asked for again.
    String identity =
        kind == EventKind.MODEL_PROMOTED
            ? String.join(
                "\n",
                run.key().model().id(),
                run.references().getOrDefault("registry", ""),
                version)
            : run.key().id() + "\n" + run.lease().fence();
    String id = Sha256.of(kind.id() + "\n" + identity).substring(0, 16);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("kind", kind.id());
    body.put("at", at);
    body.put("schedule", run.key().schedule());
    body.put("model", run.key().model().id());
    body.put("from", run.key().window().from());
    body.put("until", run.key().window().until());
    body.put("window", run.key().id());
    body.put("state", run.state().name());
    body.put("attempts", run.attempts());
    body.put("exit_code", run.ending().exitCode());
    put(body, "verdict", run.ending().verdict());
    put(body, "cause", run.ending().cause());
    put(body, "version", version);
    put(body, "run", run.work().key());
    put(body, "registry", run.references().getOrDefault("registry", ""));
    put(body, "report", out.getOrDefault("report", ""));
    return new LedgerEvent(id, kind, Json.line(body));
  }

  private static void put(Map<String, Object> body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }

  /** The body as it is sent. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
