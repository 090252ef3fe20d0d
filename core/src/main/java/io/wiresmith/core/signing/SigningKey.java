package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A private key on P-256, which signs artifacts. Thread-safe. It never shows its secret. */
public final class SigningKey {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final ECPrivateKey secret;
  private final VerificationKey open;

  private SigningKey(ECPrivateKey secret, VerificationKey open) {
    this.secret = secret;
    this.open = open;
  }

  /**
   * Reads a PEM file with one private key in PKCS#8, not encrypted.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it cannot be read, others may read it, or
   *     it holds no key on P-256
   */
  public static SigningKey read(Path file) {
    byte[] text = VerificationKey.bytes(file);
    requirePrivate(file);
    List<PemBlock> blocks =
        PemBlock.of(text).stream().filter(it -> it.label().endsWith(PemBlock.PRIVATE)).toList();
    if (blocks.size() != 1 || !blocks.get(0).label().equals(PemBlock.PRIVATE)) {
      String found = blocks.isEmpty() ? "no private key" : "'" + blocks.get(0).label() + "'";
      throw VerificationKey.invalid(
          file,
          "holds %s; required is one 'BEGIN PRIVATE KEY' (PKCS#8, not encrypted). Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW"
              .formatted(found));
    }
    return decoded(file, blocks.get(0).der());
  }

  private static SigningKey decoded(Path file, byte[] der) {
    try {
      if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der))
              instanceof ECPrivateKey secret
          && P256.holds(secret)) {
        return of(file.getFileName().toString().replaceFirst("\\.[^.]+$", ""), secret);
      }
      throw VerificationKey.invalid(
          file, "holds a key on another curve; required is P-256 (prime256v1)");
    } catch (GeneralSecurityException e) { // Its message could show parts of the secret.
      throw VerificationKey.invalid(
          file, "holds a private key that is none on P-256. Make one: " + KeyFiles.HOW);
    }
  }

  static SigningKey of(String name, ECPrivateKey secret) throws GeneralSecurityException {
    return new SigningKey(secret, new VerificationKey(name, P256.publicHalf(secret)));
  }

  private static void requirePrivate(Path file) {
    try {
      if (!Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
        return;
      }
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
      if (!OWNER.containsAll(found)) {
        throw VerificationKey.invalid(
            file,
            "is a private key that others may use (%s). Close it: chmod 600 %s"
                .formatted(PosixFilePermissions.toString(found), file));
      }
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG, "Who may read " + file + " cannot be told: " + e + ".", e);
    }
  }

  /** Its public half. */
  public VerificationKey open() {
    return open;
  }

  /** The secret in PKCS#8, for the file that it is written to. */
  String pem() {
    return new PemBlock(PemBlock.PRIVATE, secret.getEncoded()).text();
  }

  /**
   * Signs files.
   *
   * @param subject what the whole is called, for people
   * @param digests file name to SHA-256 of every file but the signature
   * @return the bytes of {@code model.sig}; each call gives others
   */
  public byte[] sign(String subject, Map<String, String> digests) {
    byte[] payload = new SignedStatement(subject, digests).bytes();
    try {
      byte[] signature = P256.sign(secret, SignatureBundle.message(payload));
      return new SignatureBundle(open.fingerprint(), payload, signature).bytes();
    } catch (GeneralSecurityException e) {
      throw new WiresmithException(ErrorCode.INTERNAL, "Cannot sign: " + e, e);
    }
  }

  @Override
  public String toString() {
    return "private half of " + open.brief();
  }
}
