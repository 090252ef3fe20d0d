package io.wiresmith.serving;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.serving.bandwidth.ForecastListener;
import io.wiresmith.serving.bandwidth.LinkMemory;
import io.wiresmith.serving.fields.MessageRuns;
import io.wiresmith.serving.model.ArtifactProof;
import io.wiresmith.serving.model.HeldEnsemble;
import io.wiresmith.serving.model.HeldModel;
import io.wiresmith.serving.model.ModelSource;
import io.wiresmith.serving.model.RegistryModelSource;
import io.wiresmith.serving.model.RunnableModel;
import io.wiresmith.serving.model.ServedModel;
import io.wiresmith.serving.model.SourcedVersion;
import io.wiresmith.serving.model.VersionFiles;
import io.wiresmith.serving.oip.InferRequest;
import io.wiresmith.serving.oip.InferRequestReader;
import io.wiresmith.serving.oip.InferResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides once, in this process, from the same JSON that the server takes. */
@Command(
    name = "predict",
    description = {
      "Decides the rows of an Open Inference Protocol request, without a server.",
      "Of the model fields also messages: their fields as a table."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  bin/wiresmith predict fields@champion --hex 00010000000601030000000a"
    })
final class PredictCommand implements Callable<Integer> {
  /** What the heap of 96 MB that ships can read. */
  private static final int MAX_ROWS = 1 << 14;

  private static final int MAX_BYTES = 8 << 20;

  @Parameters(
      paramLabel = "MODEL@VERSION",
      description = "Such as compression@champion, compression@3 or compression@1.0.0.")
  private String model = "";

  @Mixin private RegistryFlag registry = new RegistryFlag();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The request; - is standard input (default).")
  private @Nullable String input;

  @Mixin private MessageOptions messages = new MessageOptions();

  @Override
  public Integer call() {
    ModelRef ref = ModelRef.parse(model);
    List<byte[]> asked = messages.messages(ref);
    if (input != null && !asked.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--input is %s, and there are messages by --hex or --base64; leave out one of the two."
              .formatted(input));
    }
    ModelSource source = new RegistryModelSource(registry.open());
    try (HeldModel loaded = load(ref, source)) {
      System.out.println(
          asked.isEmpty() ? decided(ref, loaded) : messages.answer(ref, loaded, asked));
    }
    return 0;
  }

  private String decided(ModelRef ref, HeldModel loaded) {
    InferRequest request = new InferRequestReader(loaded.signature(), MAX_ROWS).read(body());
    InferResponse response =
        new InferResponse(
            ref.key().id(),
            loaded.versionName(),
            request.id(),
            loaded.parameters(),
            MessageRuns.decide(loaded, request.inputs()));
    return new String(response.json(request.outputs()), StandardCharsets.UTF_8);
  }

  /** One version, or what there is of a model's variants. */
  private HeldModel load(ModelRef ref, ModelSource source) {
    if (!Lineup.isWhole(ref)) {
      return proven(ref, source);
    }
    Map<ModelKey, ServedModel> parts = new LinkedHashMap<>();
    List<WiresmithException> missing = new ArrayList<>();
    for (ModelRef part : Lineup.parts(ref)) {
      try {
        parts.put(part.key(), proven(part, source));
      } catch (WiresmithException e) {
        if (e.code() != ErrorCode.NOT_FOUND) {
          parts.values().forEach(ServedModel::close);
          throw e;
        }
        missing.add(e);
      }
    }
    if (parts.isEmpty()) {
      throw missing.get(0);
    }
    List<ModelKey> absent =
        ref.key().model().keys().stream().filter(key -> !parts.containsKey(key)).toList();
    return new HeldEnsemble(
        Combinations.of(
            ref.key().model(), LinkMemory.DEFAULT, InstantSource.system(), ForecastListener.NONE),
        parts,
        absent);
  }

  private ServedModel proven(ModelRef ref, ModelSource source) {
    SourcedVersion version = source.resolve(ref);
    VersionFiles files = source.fetch(ref.key(), version);
    RunnableModel model = new ArtifactProof(registry.rule()).prove(ref.key(), version, files);
    return new ServedModel(version, model, Instant.now());
  }

  /** At most one byte more than is taken. */
  private byte[] read() throws IOException {
    if (input == null || input.equals("-")) {
      return System.in.readNBytes(MAX_BYTES + 1);
    }
    try (InputStream file = Files.newInputStream(Path.of(input))) {
      return file.readNBytes(MAX_BYTES + 1);
    }
  }

  private byte[] body() {
    try {
      byte[] body = read();
      if (body.length > MAX_BYTES) {
        throw new WiresmithException(
            ErrorCode.INVALID_INPUT,
            "The request has more than %d bytes; at most these and %d rows are taken. Send several requests."
                .formatted(MAX_BYTES, MAX_ROWS));
      }
      return body;
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "Cannot read the request from %s: %s".formatted(input == null ? "-" : input, e),
          e);
    }
  }
}
