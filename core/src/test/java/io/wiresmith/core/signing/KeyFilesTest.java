package io.wiresmith.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir private Path home;

  @Test
  void aPairIsTwoFilesAndOnlyTheOwnerReadsTheSecret() throws IOException {
    KeyFiles pair = KeyFiles.create(home.resolve("keys"), "release");
    assertThat(pair.secret()).hasFileName("release.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pair.secret())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(pair.secret())).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Files.readString(pair.open())).startsWith("-----BEGIN PUBLIC KEY-----\n");
    assertThat(pair.key().fingerprint()).isEqualTo(Sha256.of(pair.open()));
    assertThat(TrustRoot.read(pair.open()).keys()).containsExactly(pair.key());
    assertThat(SigningKey.read(pair.secret()).open().fingerprint())
        .isEqualTo(pair.key().fingerprint());
  }

  @Test
  void aKeyIsNeverOverwritten() throws IOException {
    KeyFiles pair = KeyFiles.create(home, "release");
    String secret = Files.readString(pair.secret());
    refused(ErrorCode.USAGE, () -> KeyFiles.create(home, "release"))
        .hasMessageContaining("release.key exists, and a key is never overwritten");
    Files.delete(pair.secret());
    refused(ErrorCode.USAGE, () -> KeyFiles.create(home, "release"))
        .hasMessageContaining("release.pem exists");
    assertThat(pair.secret()).doesNotExist();
    assertThat(secret).isNotEmpty();
  }

  @Test
  void aNameWithAPathIsRefused() {
    refused(ErrorCode.USAGE, () -> KeyFiles.create(home, "../release"))
        .hasMessageContaining("cannot be the name of a key");
  }

  @Test
  void aSecretThatOthersCanReadIsRefused() throws IOException {
    Path secret = KeyFiles.create(home, "release").secret();
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
      refused(ErrorCode.INVALID_CONFIG, () -> SigningKey.read(secret))
          .hasMessageContaining("others may use (" + mode + ")")
          .hasMessageContaining("chmod 600 " + secret);
    }
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
    assertThat(SigningKey.read(secret).open().name()).isEqualTo("release");
  }

  @Test
  void aMissingKeyIsRefusedWithTheCommandThatMakesOne() {
    refused(ErrorCode.INVALID_CONFIG, () -> SigningKey.read(home.resolve("no.key")))
        .hasMessageContaining("no.key cannot be read")
        .hasMessageContaining("bin/wiresmith keys create --out DIR");
  }

  @Test
  void otherCurvesAndOtherFormsAreRefused() throws Exception {
    for (String curve : new String[] {"secp384r1", "secp521r1"}) {
      KeyPair pair = pair("EC", curve);
      refused(
              ErrorCode.INVALID_CONFIG,
              () -> SigningKey.read(file("x.key", "PRIVATE KEY", pair.getPrivate().getEncoded())))
          .hasMessageContaining("required is P-256");
      refused(
              ErrorCode.INVALID_CONFIG,
              () -> TrustRoot.read(file("x.pem", "PUBLIC KEY", pair.getPublic().getEncoded())))
          .hasMessageContaining("required is P-256");
    }
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    refused(
            ErrorCode.INVALID_CONFIG,
            () -> SigningKey.read(file("r.key", "PRIVATE KEY", rsa.getPrivate().getEncoded())))
        .hasMessageContaining("none on P-256");
    refused(
            ErrorCode.INVALID_CONFIG,
            () -> TrustRoot.read(file("r.pem", "PUBLIC KEY", rsa.getPublic().getEncoded())))
        .hasMessageContaining("none on P-256");
    refused(
            ErrorCode.INVALID_CONFIG,
            () -> SigningKey.read(file("e.key", "ENCRYPTED PRIVATE KEY", new byte[9])))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    refused(
            ErrorCode.INVALID_CONFIG,
            () -> SigningKey.read(file("n.key", "PUBLIC KEY", new byte[9])))
        .hasMessageContaining("no private key");
  }

  @Test
  void aTrustRootWithoutAKeyOrWithASecretIsRefused() throws IOException {
    Path empty = Files.createDirectory(home.resolve("empty"));
    refused(ErrorCode.INVALID_CONFIG, () -> TrustRoot.read(empty))
        .hasMessageContaining("holds no *.pem");
    refused(ErrorCode.INVALID_CONFIG, () -> TrustRoot.read(home.resolve("absent")))
        .hasMessageContaining("cannot be read");
    Path secret = KeyFiles.create(home, "release").secret();
    Path wrong = Files.copy(secret, home.resolve("wrong.pem"));
    refused(ErrorCode.INVALID_CONFIG, () -> TrustRoot.read(wrong))
        .hasMessageContaining("holds a private key");
    Path noise =
        Files.writeString(
            home.resolve("noise.pem"), "-----BEGIN PUBLIC KEY-----\n#\n-----END PUBLIC KEY-----\n");
    refused(ErrorCode.INVALID_CONFIG, () -> TrustRoot.read(noise))
        .hasMessageContaining("holds no public key");
  }

  @Test
  void aDirectoryTrustsEachOfItsKeysOnce() throws IOException {
    Path trusted = Files.createDirectory(home.resolve("trusted"));
    KeyFiles one = KeyFiles.create(trusted, "one");
    KeyFiles two = KeyFiles.create(trusted, "two");
    Files.copy(one.open(), trusted.resolve("zz-again.pem"));
    assertThat(TrustRoot.read(trusted).keys()).containsExactly(one.key(), two.key());
  }

  @Test
  void thePublicHalfOfAnySecretIsFound() throws Exception {
    for (int i = 0; i < 50; i++) {
      KeyPair pair = pair("EC", "secp256r1");
      assertThat(SigningKey.of("any", (ECPrivateKey) pair.getPrivate()).open().key())
          .isEqualTo(pair.getPublic());
    }
  }

  private static KeyPair pair(String algorithm, String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private Path file(String name, String label, byte[] der) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, new PemBlock(label, der).text());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
