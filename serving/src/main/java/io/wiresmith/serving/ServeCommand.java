package io.wiresmith.serving;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.serving.http.ServerSettings;
import io.wiresmith.serving.model.ArtifactProof;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.PollPace;
import io.wiresmith.serving.model.RegistryModelSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the versions that aliases point at, until it is told to end. */
@Command(
    name = "serve",
    description = "Serves champions over HTTP (Open Inference Protocol, version 2).",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ServeCommand implements Callable<Integer> {
  /** What answers where no model can. */
  enum Fallback {
    rules,
    off
  }

  @Mixin private RegistryFlag registry = new RegistryFlag();

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "REF",
      description =
          "Versions to follow, as compression@champion,bandwidth-internet@champion (default:"
              + " compression@champion); bandwidth@champion is one forecast of both variants.")
  private List<String> models = List.of();

  @Option(names = "--host", description = "Any but a loopback address needs --token-file.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "0 is any free port; it is printed.")
  private int port = 8080;

  @Option(names = "--port-file", paramLabel = "FILE", description = "Is given the port as text.")
  private @Nullable Path portFile;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the bearer token that every path but health then asks for.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      converter = Amounts.DurationFlag.class,
      defaultValue = "2s",
      description = "Pause between two looks at the aliases, give or take a fifth.")
  private Duration poll = Duration.ofSeconds(2);

  @Option(
      names = "--registry-timeout",
      paramLabel = "TIME",
      converter = Amounts.DurationFlag.class,
      defaultValue = "10s",
      description = "Longest wait for one answer of an MLflow registry, or for one file of it.")
  private Duration registryTimeout = Duration.ofSeconds(10);

  @Mixin private CacheFlags cache = new CacheFlags();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Amounts.DurationFlag.class,
      defaultValue = "1s",
      description = "Longest time from the whole request to its answer; then 504.")
  private Duration deadline = Duration.ofSeconds(1);

  @Option(
      names = "--read-timeout",
      paramLabel = "TIME",
      converter = Amounts.DurationFlag.class,
      defaultValue = "5s",
      description = "Longest time to send a header, or a body.")
  private Duration readTimeout = Duration.ofSeconds(5);

  @Option(
      names = "--max-body",
      paramLabel = "SIZE",
      converter = Amounts.BytesFlag.class,
      defaultValue = "4MB",
      description = "Largest request.")
  private int maxBody = 4 << 20;

  @Option(names = "--max-rows", paramLabel = "N", description = "Most rows in a request.")
  private int maxRows = ServerSettings.Limits.DEFAULT.maxRows();

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      converter = Amounts.DurationFlag.class,
      defaultValue = "10s",
      description = "How long open requests may take after SIGTERM.")
  private Duration drain = Duration.ofSeconds(10);

  @Option(
      names = "--fallback",
      description = "What answers where no model can: ${COMPLETION-CANDIDATES}.")
  private Fallback fallback = Fallback.rules;

  @Mixin private LinkFlags links = new LinkFlags();

  @Option(names = "--quiet", description = "No line in the log for each request.")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = settings();
    Lineup lineup = lineup();
    ModelRegistry opened = registry.open(registryTimeout);
    ModelSupply supply =
        new ModelSupply(
            new RegistryModelSource(opened),
            new ArtifactProof(registry.rule()),
            cache.open(opened.location()));
    ServeProcess process =
        ServeProcess.start(
            settings,
            lineup,
            supply,
            PollPace.every(poll),
            fallback == Fallback.rules,
            links.memory());
    Thread ending = new Thread(() -> process.end(drain), "drain");
    Runtime.getRuntime().addShutdownHook(ending);
    announce(process.port());
    process.await();
    return 0;
  }

  private void announce(int listening) {
    if (portFile != null) {
      AtomicFiles.write(portFile, listening + "\n");
    }
    String named = host.contains(":") ? "[" + host + "]" : host;
    System.out.println("listening on http://" + named + ":" + listening);
    System.out.flush();
  }

  private Lineup lineup() {
    if (models.isEmpty()) {
      return Lineup.of(List.of(ModelRef.champion(ModelKey.of(ModelId.COMPRESSION))));
    }
    List<ModelRef> refs = models.stream().map(String::trim).map(ModelRef::parse).toList();
    return Lineup.of(refs);
  }

  private ServerSettings settings() {
    if (port < 0 || port > 65_535 || maxRows < 1 || maxRows > 1_000_000) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--port %d and --max-rows %d must be in 0..65535 and 1..1000000."
              .formatted(port, maxRows));
    }
    Optional<String> token = Optional.ofNullable(tokenFile).map(ServeCommand::token);
    if (token.isEmpty() && !isLoopback(host)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--host %s can be reached from elsewhere; give --token-file too, or use 127.0.0.1."
              .formatted(host));
    }
    ServerSettings.Limits base = ServerSettings.Limits.DEFAULT;
    ServerSettings.Limits limits =
        new ServerSettings.Limits(
            maxRows,
            base.inlineBytes(),
            base.workers(),
            base.queue(),
            Math.max(base.bufferedBytes(), 2L * maxBody),
            base.maxConnections(),
            !quiet);
    return new ServerSettings(host, port, token, deadline, readTimeout, maxBody, limits);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  private static String token(Path file) {
    String token = new String(AtomicFiles.read(file), StandardCharsets.UTF_8).trim();
    if (token.length() < 16 || !token.matches("[\\x21-\\x7e]+")) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          file
              + " holds no token of at least 16 visible ASCII characters; make one:"
              + " openssl rand -hex 32 > FILE");
    }
    return token;
  }
}
