package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path home;

  @BeforeEach
  void makeArtifact() {
    for (String name : Artifact.REQUIRED_FILES) {
      AtomicFiles.write(artifact().resolve(name), "the bytes of " + name);
    }
    Artifact.commit(artifact(), ModelKey.of(ModelId.COMPRESSION));
  }

  @Test
  void keysAreMadeShownAndListedByTheirFingerprint() {
    assertThat(execute("keys", "create", "--out", keys(), "--name", "release")).isZero();
    String fingerprint = Sha256.of(home.resolve("keys/release.pem"));
    assertThat(out.toString()).contains(fingerprint, "release.key", "release.pem");

    assertThat(execute("keys", "show", keys() + "/release.key")).isZero();
    assertThat(out.toString()).contains(fingerprint, "BEGIN PUBLIC KEY").doesNotContain("PRIVATE");
    assertThat(execute("keys", "show", keys(), "-o", "json")).isZero();
    assertThat(out.toString()).contains("\"fingerprint\" : \"" + fingerprint);
    assertThat(execute("keys", "list", "--trust-root", keys())).isZero();
    assertThat(out.toString()).contains("policy    required", "trusted   " + fingerprint);
    assertThat(execute("keys", "list", "--trust-root", keys(), "--signatures", "warn")).isZero();
    assertThat(out.toString()).contains("policy    warn", "signing   nothing");
  }

  @Test
  void keysAreNeverOverwritten() {
    assertThat(execute("keys", "create", "--out", keys())).isZero();
    String before = Sha256.of(home.resolve("keys/wiresmith.key"));
    assertThat(execute("keys", "create", "--out", keys())).isEqualTo(2);
    assertThat(err.toString()).contains("never overwritten");
    assertThat(Sha256.of(home.resolve("keys/wiresmith.key"))).isEqualTo(before);
  }

  @Test
  void anArtifactIsSignedOnceAndVerified() {
    execute("keys", "create", "--out", keys());
    assertThat(sign()).isZero();
    assertThat(out.toString()).contains("\"unchanged\" : false");
    String signature = Sha256.of(artifact().resolve(Artifact.SIGNATURE));
    assertThat(sign()).isZero();
    assertThat(out.toString()).contains("\"unchanged\" : true");
    assertThat(Sha256.of(artifact().resolve(Artifact.SIGNATURE))).isEqualTo(signature);

    assertThat(execute("verify", artifact().toString(), "--trust-root", keys())).isZero();
    assertThat(out.toString())
        .contains("signed by wiresmith " + Sha256.of(home.resolve("keys/wiresmith.pem")));
    assertThat(execute("verify", artifact().toString())).isZero();
    assertThat(out.toString()).contains("no trust root, so no signature was looked at");
  }

  @Test
  void verifyRefusesWhatIsUnsignedAStrangersOrChanged() throws IOException {
    execute("keys", "create", "--out", keys());
    execute("keys", "create", "--out", home.resolve("others").toString());
    String directory = artifact().toString();
    assertThat(execute("verify", directory, "--trust-root", keys())).isEqualTo(13);
    assertThat(err.toString()).contains("is not signed: it has no model.sig");
    assertThat(execute("verify", directory, "--trust-root", keys(), "--signatures", "warn"))
        .isZero();
    assertThat(out.toString()).contains("without a good signature");

    assertThat(sign()).isZero();
    String others = home.resolve("others").toString();
    assertThat(execute("verify", directory, "--trust-root", others)).isEqualTo(13);
    assertThat(err.toString())
        .contains(
            "which is not trusted", Sha256.of(home.resolve("keys/wiresmith.pem")).substring(0, 16));

    AtomicFiles.write(artifact().resolve(Artifact.MODEL), "others");
    assertThat(execute("verify", directory, "--trust-root", keys())).isEqualTo(13);
    assertThat(err.toString()).contains("model.onnx is not the file that was signed");
    assertThat(execute("verify", directory)).isEqualTo(13);
    assertThat(err.toString()).contains("model.onnx was changed");

    Files.delete(artifact().resolve(Artifact.MODEL));
    Files.createSymbolicLink(artifact().resolve(Artifact.MODEL), home.resolve("elsewhere"));
    assertThat(execute("verify", directory, "--trust-root", keys())).isEqualTo(13);
    assertThat(err.toString()).contains("model.onnx is no plain file");
  }

  @Test
  void wrongUsageSaysWhatToDo() {
    assertThat(execute("verify", home.resolve("absent").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is no artifact: it has no manifest.json");
    assertThat(execute("sign", artifact().toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--key or WIRESMITH_SIGNING_KEY");
    assertThat(execute("sign", artifact().toString(), "--key", "absent.key")).isEqualTo(2);
    assertThat(err.toString()).contains("bin/wiresmith keys create --out DIR");
    assertThat(execute("verify", artifact().toString(), "--signatures", "required")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no trust root");
    assertThat(execute("verify", artifact().toString(), "--signatures", "on")).isEqualTo(2);
    assertThat(err.toString()).contains("required, warn or off");
    execute("keys", "create", "--out", keys());
    AtomicFiles.write(artifact().resolve("version.json"), "{}");
    assertThat(sign()).isEqualTo(2);
    assertThat(err.toString()).contains("versions never change");
  }

  private int sign() {
    return execute("sign", artifact().toString(), "--key", keys() + "/wiresmith.key", "-o", "json");
  }

  private Path artifact() {
    return home.resolve("artifact");
  }

  private String keys() {
    return home.resolve("keys").toString();
  }

  private int execute(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLineFactory.create(new PrintWriter(out), new PrintWriter(err)).execute(words);
  }
}
