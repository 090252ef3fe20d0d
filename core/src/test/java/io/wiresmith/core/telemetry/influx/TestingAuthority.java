package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that nobody knows, made by the JDK's {@code keytool}. */
public final class TestingAuthority {
  private static final String PASSWORD = "changeit";

  private final Path directory;

  /** Makes its key; an empty directory. */
  public TestingAuthority(Path directory) {
    this.directory = directory;
    keytool(
        "ca", "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c");
    keytool("ca", "-exportcert", "-alias", "ca", "-rfc", "-file", certificate().toString());
  }

  /** Its certificate, a PEM file. */
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /** Ends TLS in front of a server, with a certificate for that name. */
  TapProxy before(TestingInflux server, String subject) {
    return before(server.port(), subject);
  }

  /** The same in front of whatever listens on that port of 127.0.0.1. */
  public TapProxy before(int port, String subject) {
    return TapProxy.tls(port, sockets(subject));
  }

  /**
   * Sockets with a certificate of this authority.
   *
   * @param subject such as {@code ip:127.0.0.1} or {@code dns:example.org}
   */
  private ServerSocketFactory sockets(String subject) {
    String store = subject.replaceAll("\\W", "-");
    String request = directory.resolve(store + ".csr").toString();
    String signed = directory.resolve(store + ".crt").toString();
    String[] names = {"-ext", "san=" + subject};
    keytool(store, "-genkeypair", "-alias", "it", "-keyalg", "EC", "-dname", "CN=it");
    keytool(store, "-certreq", "-alias", "it", "-file", request);
    keytool(
        "ca",
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        request,
        "-outfile",
        signed,
        names[0],
        names[1]);
    keytool(store, "-importcert", "-alias", "ca", "-noprompt", "-file", certificate().toString());
    keytool(store, "-importcert", "-alias", "it", "-file", signed);
    return context(directory.resolve(store + ".p12")).getServerSocketFactory();
  }

  private static SSLContext context(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("The certificate of a test cannot be used", e);
    }
  }

  private void keytool(String store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", directory.resolve(store + ".p12").toString()));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Commands.run(command);
  }
}
