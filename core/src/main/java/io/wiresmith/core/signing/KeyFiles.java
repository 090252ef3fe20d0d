package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key pair as two files.
 *
 * @param secret the private half, {@code NAME.key}, readable by its owner only
 * @param open the public half, {@code NAME.pem}
 * @param key the public half
 */
public record KeyFiles(Path secret, Path open, VerificationKey key) {
  /** The command that makes a pair. */
  static final String HOW = "bin/wiresmith keys create --out DIR";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

  /**
   * Makes a pair.
   *
   * @throws WiresmithException {@code USAGE} if one of the files is there already: keys are never
   *     overwritten
   */
  public static KeyFiles create(Path directory, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'" + name + "' cannot be the name of a key: use letters, digits, '.', '_' and '-'.");
    }
    AtomicFiles.directory(directory);
    Path secret = directory.resolve(name + ".key");
    Path open = directory.resolve(name + VerificationKey.SUFFIX);
    requireFree(secret);
    requireFree(open);
    SigningKey pair = generate(name);
    write(secret, pair.pem(), "rw-------");
    write(open, pair.open().pem(), "rw-r--r--");
    return new KeyFiles(secret, open, pair.open());
  }

  private static SigningKey generate(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(P256.NAME));
      return SigningKey.of(name, (ECPrivateKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new WiresmithException(ErrorCode.INTERNAL, "Cannot make a key: " + e, e);
    }
  }

  private static void requireFree(Path file) {
    if (Files.exists(file)) {
      throw exists(file);
    }
  }

  private static void write(Path file, String text, String mode) {
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", file, e);
    }
  }

  private static WiresmithException exists(Path file) {
    return new WiresmithException(
        ErrorCode.USAGE,
        file + " exists, and a key is never overwritten. Choose another --name or --out.");
  }
}
