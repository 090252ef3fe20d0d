package io.wiresmith.core.signing;

import static io.wiresmith.core.signing.TestingArtifact.COMPRESSION;
import static io.wiresmith.core.signing.TestingArtifact.digests;
import static io.wiresmith.core.signing.TestingArtifact.key;
import static io.wiresmith.core.signing.TestingArtifact.signed;
import static io.wiresmith.core.signing.TestingArtifact.trusting;
import static io.wiresmith.core.signing.TestingArtifact.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureRuleTest {
  @TempDir private Path home;
  private SigningKey release = unset();
  private SigningKey stranger = unset();

  @BeforeEach
  void makeKeys() {
    release = key(home, "release");
    stranger = key(home, "stranger");
  }

  @SuppressWarnings("NullAway") // Set before each test.
  private static SigningKey unset() {
    return null;
  }

  @Test
  void saysWhoSigned() {
    assertThat(check(trusting(stranger, release), signed(release)))
        .map(VerificationKey::fingerprint)
        .contains(release.open().fingerprint());
  }

  @Test
  void twoSignaturesOfTheSameFilesDifferAndBothHold() {
    Map<String, byte[]> one = signed(release);
    Map<String, byte[]> two = signed(release);
    assertThat(one.get(Artifact.SIGNATURE)).isNotEqualTo(two.get(Artifact.SIGNATURE));
    assertThat(check(trusting(release), one)).isPresent();
    assertThat(check(trusting(release), two)).isPresent();
  }

  @Test
  void refusesAnUnsignedArtifactAndSaysWhatToDo() {
    refused(() -> check(trusting(release), unsigned()))
        .hasMessageContaining("the artifact is not signed: it has no model.sig")
        .hasMessageContaining("trusted: release " + brief(release))
        .hasMessageContaining("WIRESMITH_SIGNING_KEY");
  }

  @Test
  void refusesAStrangersSignatureAndNamesBothKeys() {
    refused(() -> check(trusting(release), signed(stranger)))
        .hasMessageContaining("by the key " + brief(stranger) + ", which is not trusted")
        .hasMessageContaining("trusted: release " + brief(release));
  }

  @Test
  void refusesAStrangersSignatureThatNamesATrustedKey() {
    Map<String, byte[]> files = signed(stranger);
    replace(files, stranger.open().fingerprint(), release.open().fingerprint());
    refused(() -> check(trusting(release), files)).hasMessageContaining("was changed");
  }

  @Test
  void triesEveryKeyWhereNoneIsNamed() {
    Map<String, byte[]> files = signed(release);
    replace(files, release.open().fingerprint(), "");
    assertThat(check(trusting(stranger, release), files))
        .map(VerificationKey::fingerprint)
        .contains(release.open().fingerprint());
    refused(() -> check(trusting(stranger), files)).hasMessageContaining("key named: none");
  }

  @Test
  void refusesAChangedFileAndNamesItWithBothDigests() {
    Map<String, byte[]> files = signed(release);
    files.put("model.onnx", "others".getBytes(StandardCharsets.UTF_8));
    refused(() -> check(trusting(release), files))
        .hasMessageContaining("model.onnx is not the file that was signed")
        .hasMessageContaining(digests(files).get("model.onnx"))
        .hasMessageContaining("signed by release " + brief(release));
  }

  @Test
  void refusesAMissingFileAndOneTooMany() {
    Map<String, byte[]> files = signed(release);
    files.remove("MLmodel");
    files.put("more.py", new byte[1]);
    refused(() -> check(trusting(release), files))
        .hasMessageContaining("MLmodel was signed and is missing")
        .hasMessageContaining("more.py is there and was not signed");
  }

  @Test
  void refusesASignatureOfAnotherArtifactByTheSameKey() {
    Map<String, byte[]> files = signed(release);
    Map<String, byte[]> others = unsigned();
    others.put("model.onnx", new byte[9]);
    byte[] signature = release.sign("compression", digests(others));
    files.put(Artifact.SIGNATURE, signature);
    refused(() -> check(trusting(release), files)).hasMessageContaining("model.onnx");
  }

  @Test
  void refusesAnArtifactOfAnotherModelThatIsSignedWell() {
    Map<String, byte[]> files = unsigned();
    files.remove(ArtifactManifest.FILE);
    ArtifactManifest other = new ArtifactManifest("other-model", digests(files));
    files.put(ArtifactManifest.FILE, Json.bytes(other));
    files.put(Artifact.SIGNATURE, release.sign("other-model", digests(files)));
    refused(() -> check(trusting(release), files))
        .hasMessageContaining("an artifact of other-model, put in the place of one of compression");
  }

  @Test
  void refusesAManifestThatNamesOtherFilesThanAreSigned() {
    Map<String, byte[]> files = unsigned();
    files.put("more.py", new byte[1]);
    files.put(Artifact.SIGNATURE, release.sign("compression", digests(files)));
    refused(() -> check(trusting(release), files)).hasMessageContaining("names other files");
  }

  @Test
  void refusesAnArtifactWithoutAManifest() {
    Map<String, byte[]> files = unsigned();
    files.remove(ArtifactManifest.FILE);
    files.put(Artifact.SIGNATURE, release.sign("compression", digests(files)));
    refused(() -> check(trusting(release), files))
        .hasMessageContaining("manifest.json is missing or changed");
  }

  @Test
  void refusesStatementsThatAreSignedWellAndSayTooMuchOrTooLittle() {
    for (UnaryOperator<String> change :
        List.<UnaryOperator<String>>of(
            it -> it.replace("\"model.onnx\"", "\"../model.onnx\""),
            it -> it.replace("\"model.onnx\"", "\"a/model.onnx\""),
            it -> it.replace("\"model.onnx\"", "\"MLmodel\""),
            it -> it.replace("\"model.onnx\"", "\"model.sig\""),
            it -> it.replace("\"name\" : \"model.onnx\"", "\"name\" : \"x\", \"name\" : \"y\""),
            it -> it.replace("signature/v1.0", "signature/v2.0"),
            it -> it.replace("Statement/v1", "Statement/v0.1"),
            it -> it.replace("\"algorithm\" : \"sha256\"", "\"algorithm\" : \"blake2b\""),
            it -> it.replace("\"method\" : \"files\"", "\"method\" : \"shards\""),
            it ->
                it.replaceFirst("\"digest\" : \"[0-9a-f]{64}", "\"digest\" : \"" + "0".repeat(64)),
            it -> it.replaceFirst("\"digest\" : \"[0-9a-f]{64}", "\"digest\" : \"abc"),
            it -> it + "{}",
            it -> it.substring(0, it.length() / 2),
            it -> "[]",
            it -> "")) {
      Map<String, byte[]> files = signed(release);
      String payload =
          new String(
              SignatureBundle.parse(bytes(files)).orElseThrow().payload(), StandardCharsets.UTF_8);
      String changed = change.apply(payload);
      assertThat(changed).isNotEqualTo(payload);
      files.put(Artifact.SIGNATURE, resigned(release, changed));
      refused(() -> check(trusting(release), files))
          .as(changed)
          .hasMessageContaining("names no files by SHA-256");
    }
  }

  @Test
  void refusesBundlesWithAnythingOdd() {
    for (UnaryOperator<String> change :
        List.<UnaryOperator<String>>of(
            it -> it.replace("bundle.v0.3", "bundle.v0.4"),
            it -> it.replace("in-toto+json", "in-toto+jso"),
            it -> it.replace("\"keyid\" : \"\"", "\"keyid\" : \"x\""),
            it -> it.replace("\"keyid\" : \"\"", "\"keyid\" : \"\", \"keyid\" : \"\""),
            it -> it.replace("\"keyid\" : \"\"", "\"keyid\" : {}"),
            it -> it.replace("\"keyid\"", "\"more\""),
            it -> it.replace("\"tlogEntries\" : [ ]", "\"tlogEntries\" : [ 1 ]"),
            it -> it.replace("\"tlogEntries\" : [ ]", "\"tlogEntries\" : { }"),
            it -> it.replaceFirst("\"sig\" : \"", "\"sig\" : \" "),
            it -> it.replaceFirst("\"sig\" : \"[^\"]+\"", "\"sig\" : 7"),
            it -> it.replaceFirst("\"payload\" : \"", "\"payload\" : \"="),
            it -> it.replaceFirst("\"hint\" : \"[^\"]+\"", "\"hint\" : null"),
            it -> it + "x",
            it -> it + "{}",
            it -> "{",
            it -> "",
            it -> "null",
            it -> "[".repeat(100_000),
            it -> " ".repeat(300_000) + it)) {
      Map<String, byte[]> files = signed(release);
      String bundle = new String(bytes(files), StandardCharsets.UTF_8);
      String changed = change.apply(bundle);
      assertThat(changed).isNotEqualTo(bundle);
      files.put(Artifact.SIGNATURE, changed.getBytes(StandardCharsets.UTF_8));
      refused(() -> check(trusting(release), files))
          .as(changed.substring(0, Math.min(200, changed.length())))
          .hasMessageContaining("is no signature in the format of model signing 1.0");
    }
  }

  @Test
  void refusesSignaturesOfZerosAndOtherGarbage() {
    for (byte[] garbage :
        List.of(
            new byte[0],
            new byte[] {0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00},
            new byte[] {0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01},
            new byte[] {0x30, 0x06, 0x02, 0x01, -1, 0x02, 0x01, -1},
            new byte[] {0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01},
            new byte[64],
            new byte[72])) {
      Map<String, byte[]> files = signed(release);
      SignatureBundle bundle = SignatureBundle.parse(bytes(files)).orElseThrow();
      files.put(
          Artifact.SIGNATURE,
          new SignatureBundle(bundle.hint(), bundle.payload(), garbage).bytes());
      refused(() -> check(trusting(release), files)).hasMessageContaining("was changed");
    }
  }

  @Test
  void warnsOrLooksAwayWhereThePolicySaysSo() {
    TrustRoot trusted = new TrustRoot(List.of(release.open()));
    SignatureRule warning = new SignatureRule(SignaturePolicy.WARN, trusted);
    assertThat(check(warning, unsigned())).isEmpty();
    assertThat(check(warning, signed(stranger))).isEmpty();
    assertThat(check(warning, signed(release))).isPresent();
    assertThat(check(SignatureRule.OFF, signed(stranger))).isEmpty();
  }

  @Test
  void signaturesAreRequiredOnceThereIsATrustRoot() {
    Path root = home.resolve("release.pem");
    assertThat(SignatureRule.of(Optional.empty(), Optional.empty())).isEqualTo(SignatureRule.OFF);
    assertThat(SignatureRule.of(Optional.empty(), Optional.of(root)).policy())
        .isEqualTo(SignaturePolicy.REQUIRED);
    assertThat(SignatureRule.of(Optional.of("warn"), Optional.of(root)).policy())
        .isEqualTo(SignaturePolicy.WARN);
  }

  @Test
  void flagsWinOverTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "WIRESMITH_TRUST_ROOT",
            home.resolve("release.pem").toString(),
            "WIRESMITH_SIGNATURES",
            "warn");
    SignatureRule rule = SignatureRule.of(Optional.empty(), Optional.empty(), environment);
    assertThat(rule.policy()).isEqualTo(SignaturePolicy.WARN);
    assertThat(rule.trusted().named()).isEqualTo("release " + brief(release));
    String other = home.resolve("stranger.pem").toString();
    SignatureRule flags =
        SignatureRule.of(Optional.of("required"), Optional.of(other), environment);
    assertThat(flags.policy()).isEqualTo(SignaturePolicy.REQUIRED);
    assertThat(flags.trusted().named()).isEqualTo("stranger " + brief(stranger));
    Map<String, String> longNames =
        Map.of("WIRESMITH_SIGNING_TRUST_ROOT", other, "WIRESMITH_SIGNING_POLICY", "");
    assertThat(SignatureRule.of(Optional.empty(), Optional.empty(), longNames).policy())
        .isEqualTo(SignaturePolicy.REQUIRED);
  }

  @Test
  void aPolicyWithoutATrustRootIsAnErrorThatSaysWhatToDo() {
    assertThatThrownBy(() -> SignatureRule.of(Optional.of("required"), Optional.empty()))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIG))
        .hasMessageContaining("--trust-root or WIRESMITH_TRUST_ROOT");
    assertThatThrownBy(() -> SignatureRule.of(Optional.of("on"), Optional.empty()))
        .hasMessageContaining("write required, warn or off");
  }

  private static Optional<VerificationKey> check(SignatureRule rule, Map<String, byte[]> files) {
    return rule.check(COMPRESSION, "the artifact", new TreeMap<>(files));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_REFUSED);
              assertThat(e.code().exitCode()).isEqualTo(13);
            });
  }

  private static String brief(SigningKey key) {
    return key.open().fingerprint().substring(0, 16);
  }

  private static byte[] bytes(Map<String, byte[]> files) {
    return files.getOrDefault(Artifact.SIGNATURE, new byte[0]);
  }

  private static void replace(Map<String, byte[]> files, String from, String to) {
    String text = new String(bytes(files), StandardCharsets.UTF_8);
    files.put(Artifact.SIGNATURE, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] resigned(SigningKey key, String payload) {
    return Resigned.bundle(key, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs any payload, as a trusted but careless program would. */
  private static final class Resigned {
    static byte[] bundle(SigningKey key, byte[] payload) {
      String text = key.pem();
      byte[] der = PemBlock.of(text.getBytes(StandardCharsets.US_ASCII)).get(0).der();
      try {
        java.security.PrivateKey secret =
            java.security.KeyFactory.getInstance("EC")
                .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(der));
        byte[] signature = P256.sign(secret, SignatureBundle.message(payload));
        return new SignatureBundle(key.open().fingerprint(), payload, signature).bytes();
      } catch (java.security.GeneralSecurityException e) {
        throw new AssertionError(Base64.getEncoder().encodeToString(payload), e);
      }
    }
  }
}
