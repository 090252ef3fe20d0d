package io.wiresmith.serving.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.wiresmith.serving.fields.MessageRuns;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.model.Served;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads each request to its answer. Belongs to the event loop. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final int INLINE_ROWS = 16;

  private final List<Served> models;
  private final ServingMetrics metrics;
  private final ServerSettings settings;
  private final Optional<Bearer> bearer;
  private final BodyReader bodies;
  private final Offload offload;
  private final Inference inference;
  private final Turn turn;
  private final Drain drain;

  Requests(
      Vertx vertx,
      ServerSettings settings,
      List<Served> models,
      ServingMetrics metrics,
      BodyReader bodies,
      Offload offload,
      Drain drain) {
    this.settings = settings;
    this.models = models;
    this.metrics = metrics;
    this.bodies = bodies;
    this.offload = offload;
    this.drain = drain;
    bearer = settings.token().map(Bearer::new);
    inference = new Inference(settings.limits().maxRows(), metrics);
    turn = new Turn(vertx, inference);
  }

  /** Answers, now or later; whatever goes wrong in here is answered too. */
  void handle(Exchange exchange) {
    try {
      route(exchange);
    } catch (Throwable e) { // An error too: a client that hears nothing waits for ever.
      LOG.error("request {} failed", exchange.id(), e);
      exchange.answer(Answer.FAILED, true);
    }
  }

  private void route(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    Route route = Route.of(Optional.ofNullable(request.path()).orElse(""));
    String method = request.method().name();
    boolean open = route instanceof Route.Live || route instanceof Route.Ready;
    if (!open && bearer.isPresent() && !bearer.get().admits(request.getHeader("Authorization"))) {
      exchange.answer(
          Answer.error(401, "A bearer token is required.").with("WWW-Authenticate", "Bearer"),
          false);
    } else if (!(route instanceof Route.Unknown) && !route.takes(method)) {
      String allowed = route.takes("POST") ? "POST" : "GET, HEAD";
      exchange.answer(
          Answer.error(405, "This path takes " + allowed + ".").with("Allow", allowed), false);
    } else if (route instanceof Route.Infer infer) {
      infer(exchange, infer);
    } else {
      exchange.answer(look(route), false);
    }
  }

  private Answer look(Route route) {
    if (route instanceof Route.Live) {
      return Answer.json(200, Map.of("live", true));
    } else if (route instanceof Route.Ready) {
      return ready();
    } else if (route instanceof Route.Server) {
      return Answer.json(200, Descriptions.server());
    } else if (route instanceof Route.Metrics) {
      byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
      return new Answer(200, ServingMetrics.CONTENT_TYPE, text, Map.of());
    } else if (route instanceof Route.Model model) {
      return known(model.name(), model.version())
          .map(it -> Answer.json(200, Descriptions.model(model.name(), it.status())))
          .orElseGet(this::unknownModel);
    } else if (route instanceof Route.ModelReady model) {
      return known(model.name(), model.version())
          .map(it -> modelReady(model.name(), it))
          .orElseGet(this::unknownModel);
    }
    return Answer.error(404, "There is no such path; the protocol begins at /v2.");
  }

  private Answer ready() {
    if (drain.begun()) {
      return notReady(Map.of("ready", false, "error", "The server is shutting down."));
    }
    for (Served served : models) {
      if (!served.status().ready()) {
        String why = served.key().id() + ": " + served.status().reason();
        return notReady(Map.of("ready", false, "error", why));
      }
    }
    Map<String, Object> sources = new TreeMap<>();
    models.forEach(it -> sources.put(it.key().id(), it.status().source()));
    return Answer.json(200, Map.of("ready", true, "sources", sources));
  }

  private static Answer modelReady(String name, Served served) {
    return served.status().ready()
        ? Answer.json(200, Map.of("name", name, "ready", true, "source", served.status().source()))
        : notReady(Map.of("name", name, "ready", false, "error", served.status().reason()));
  }

  private static Answer notReady(Map<String, Object> body) {
    return Answer.json(503, body);
  }

  private void infer(Exchange exchange, Route.Infer route) {
    exchange.markInference();
    metrics.begun();
    Optional<Served> served = models.stream().filter(it -> it.isNamed(route.name())).findAny();
    Optional<Answer> refused =
        served.isEmpty() ? Optional.of(unknownModel()) : MediaType.refusal(exchange.request());
    if (served.isEmpty() || refused.isPresent()) {
      exchange.answer(refused.orElseGet(this::unknownModel), false);
      return;
    }
    String model = served.get().key().id();
    bodies.read(exchange, body -> decide(exchange, model, body, served.get(), route));
  }

  private void decide(
      Exchange exchange, String model, Body body, Served served, Route.Infer route) {
    if (body.bytes().length > settings.limits().inlineBytes()) {
      elsewhere(exchange, model, body, served, route);
      return;
    }
    Prepared prepared = inference.prepare(served, route, body.bytes());
    // Few bytes may be many rows, and a row of some models takes a millisecond.
    if (prepared instanceof Asked asked && isLarge(asked)) {
      asked.model().close();
      elsewhere(exchange, model, body, served, route);
    } else {
      small(exchange, body, prepared);
    }
  }

  private static boolean isLarge(Asked asked) {
    return asked.request().rows() > INLINE_ROWS || MessageRuns.isLong(asked.request().inputs());
  }

  private void elsewhere(
      Exchange exchange, String model, Body body, Served served, Route.Infer route) {
    offload.submit(
        exchange,
        model,
        () -> inference.decide(inference.prepare(served, route, body.bytes())),
        body::release);
  }

  private void small(Exchange exchange, Body body, Prepared prepared) {
    if (prepared instanceof Asked asked) {
      turn.add(new Turn.Waiting(exchange, body, asked));
    } else {
      body.release();
      exchange.answer(inference.decide(prepared), false);
    }
  }

  private Optional<Served> known(String name, Optional<String> version) {
    return models.stream()
        .filter(it -> it.isNamed(name))
        .filter(it -> version.isEmpty() || serves(it, version.get()))
        .findAny();
  }

  private static boolean serves(Served served, String version) {
    return served.status().version().filter(version::equals).isPresent();
  }

  private Answer unknownModel() {
    List<String> names = models.stream().map(it -> it.key().id()).toList();
    return Answer.error(
        404, "That model or version is not served; models: " + String.join(", ", names) + ".");
  }
}
