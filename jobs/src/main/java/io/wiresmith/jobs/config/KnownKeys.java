package io.wiresmith.jobs.config;

import io.wiresmith.core.NearestName;
import io.wiresmith.jobs.config.KnownKey.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every configuration key there is; {@code docs/reference/configuration.md} lists them. */
final class KnownKeys {
  /** The keys in the order of the pipeline. */
  static final List<KnownKey> ALL =
      Stream.of(
              quality(),
              influx(),
              labels(),
              training(),
              evaluation(),
              gate(),
              signing(),
              cluster(),
              SchedulerSettings.KEYS,
              NotificationSettings.KEYS)
          .flatMap(List::stream)
          .toList();

  private KnownKeys() {}

  /** What is wrong with a key or its value, or null. */
  static @Nullable String problem(String name, Settings.Setting setting) {
    Optional<KnownKey> known = ALL.stream().filter(key -> key.matches(name)).findFirst();
    if (known.isEmpty()) {
      return "Unknown key '%s' (%s).%s"
          .formatted(
              name,
              setting.origin(),
              NearestName.hint(name, ALL.stream().map(KnownKey::name).toList()));
    }
    Kind kind = known.get().kind();
    return kind.accepts(setting.value())
        ? null
        : "Key '%s' (%s) is '%s'; required is %s."
            .formatted(name, setting.origin(), setting.value(), kind.required());
  }

  /** Whether people are shown the value of a key. */
  static boolean secret(String name) {
    return ALL.stream().anyMatch(key -> key.kind() == Kind.SECRET && key.matches(name));
  }

  private static List<KnownKey> quality() {
    return List.of(
        key("quality.max-quarantined-ratio", Kind.RATIO, "0.01", "most refused rows, as a share"),
        key("quality.max-empty-days", Kind.COUNT, "0", "most days of the window without any row"),
        key("quality.min-class-rows", Kind.COUNT, "10", "fewest rows of each class"));
  }

  private static List<KnownKey> influx() {
    return List.of(
        key(
            "telemetry.influx.watermark-lag",
            Kind.DURATION,
            "5m",
            "how long after its end a window may still receive points"),
        key(
            "telemetry.influx.rows-per-partition",
            Kind.POSITIVE,
            "500000",
            "rows at which a query is split"),
        key(
            "telemetry.influx.max-concurrent-queries",
            Kind.POSITIVE,
            "4",
            "queries at once, in each process"),
        key("telemetry.influx.chunk-rows", Kind.POSITIVE, "10000", "rows in a chunk of an answer"),
        key("telemetry.influx.attempts", Kind.POSITIVE, "6", "how often a partition is tried"),
        key(
            "telemetry.influx.silence-seconds",
            Kind.POSITIVE,
            "60",
            "longest wait between two bytes of an answer"),
        key(
            "telemetry.influx.verify",
            Kind.TEXT,
            "counts",
            "counts: the server's counts must equal what was read; protocol: its answer must end"),
        key(
            "telemetry.influx.partition-tag",
            Kind.TEXT,
            "",
            "the tag that splits what time cannot; without it the one with most values"));
  }

  private static List<KnownKey> labels() {
    return List.of(
        key(
            "labels.bandwidth.gap-steps",
            Kind.COUNT,
            "5",
            "most steps in a row that may be missing; a longer gap cuts a link"),
        key("labels.bandwidth.test-share", Kind.RATIO, "0.2", "share of the links that judge"),
        key(
            "labels.bandwidth.validation-share",
            Kind.RATIO,
            "0.15",
            "share of the links that stop the training and calibrate"),
        key(
            "labels.bandwidth.datacenter-rtt-ms",
            Kind.NUMBER,
            "5",
            "below it a link without the tag mode is a datacenter's"),
        key("labels.compression.modes.*", Kind.TEXT, null, "network mode of a link type"),
        key("labels.compression.penalty.*.base", Kind.NUMBER, null, "cost of compression time"),
        key("labels.compression.penalty.*.cpu-slope", Kind.NUMBER, null, "its growth with CPU use"),
        key("labels.fields.test-share", Kind.RATIO, "0.2", "share of the captures that judge"),
        key(
            "labels.fields.validation-share",
            Kind.RATIO,
            "0.15",
            "share of the captures that stop the training"),
        key(
            "labels.fields.near-share",
            Kind.RATIO,
            "0.03",
            "messages that differ in at most this share of their bytes count once in a training"),
        key("labels.fields.most-bytes", Kind.POSITIVE, "1500", "longer messages are left out"));
  }

  private static List<KnownKey> training() {
    String meaning = "how the model is trained; its trainer checks the names";
    return List.of(
        key("training.seed", Kind.COUNT, "42", "seed of everything that is random"),
        key("training.*.*", Kind.TEXT, null, meaning),
        key("training.*.*.*", Kind.TEXT, null, meaning),
        key("training.*.*.*.*", Kind.TEXT, null, meaning));
  }

  private static List<KnownKey> evaluation() {
    return List.of(
        key("evaluation.bootstrap", Kind.COUNT, "500", "resamples of streams for the intervals"));
  }

  private static List<KnownKey> gate() {
    return List.of(
        key("gate.*.minimum.*", Kind.NUMBER, null, "least value of a metric that passes"),
        key("gate.*.maximum.*", Kind.NUMBER, null, "greatest value of a metric that passes"),
        key("gate.*.slice-maximum.*", Kind.NUMBER, null, "the same, in every slice"),
        key("gate.*.margin.*", Kind.NUMBER, null, "how much worse than the champion is allowed"),
        key("gate.*.slice-margin.*", Kind.NUMBER, null, "the same, in every slice"),
        key("gate.*.test-rows", Kind.COUNT, null, "fewest test rows"),
        key("gate.*.slice-rows", Kind.COUNT, null, "fewest rows that make a slice count"),
        key(
            "promotion",
            Kind.PROMOTION,
            "auto",
            "auto: a blessed version becomes champion; manual, approval: it waits"));
  }

  private static List<KnownKey> signing() {
    return List.of(
        key(SigningSettings.KEY, Kind.TEXT, null, "path of the private key that signs artifacts"),
        key(
            SigningSettings.TRUST_ROOT,
            Kind.TEXT,
            null,
            "PEM file, or directory of *.pem, with the public keys that are trusted"),
        key(
            SigningSettings.POLICY,
            Kind.SIGNATURES,
            null,
            "without a good signature: required refuses, warn logs, off does not look"));
  }

  private static List<KnownKey> cluster() {
    return List.of(
        key(
            "cluster.patience",
            Kind.DURATION,
            "10m",
            "how long a job on a cluster waits while there is no executor at all"));
  }

  private static KnownKey key(String name, Kind kind, @Nullable String fallback, String meaning) {
    return new KnownKey(name, kind, fallback, meaning);
  }
}
