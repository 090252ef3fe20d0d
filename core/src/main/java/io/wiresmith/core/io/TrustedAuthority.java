package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the certificates of a PEM file and no others. */
public final class TrustedAuthority {
  private TrustedAuthority() {}

  /**
   * Reads the file.
   *
   * @param variable the environment variable that names it, for messages
   * @throws WiresmithException {@code USAGE} if it cannot be read or holds no certificate
   */
  public static SSLContext context(String variable, String file) {
    byte[] pem = read(variable, file);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(pem))) {
        store.setCertificateEntry("authority-" + number++, one);
      }
      if (number == 0) {
        throw new CertificateException("it has none");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          variable + " " + file + " holds no certificates in PEM form: " + e.getMessage() + ".",
          e);
    }
  }

  private static byte[] read(String variable, String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new WiresmithException(
          ErrorCode.USAGE, variable + " " + file + " cannot be read: " + e + ".", e);
    }
  }
}
