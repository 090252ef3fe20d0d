package io.wiresmith.etl.hadoop;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/** Errors of Hadoop as Java's files know them. */
final class HadoopErrors {
  /** By name, since a server says no more. */
  private static final Set<String> HELD =
      Set.of("AlreadyBeingCreatedException", "RecoveryInProgressException");

  private HadoopErrors() {}

  /** Work at a server. */
  interface Work<T> {
    T done() throws IOException;
  }

  /**
   * Does it.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the server does not answer
   * @throws OverlappingFileLockException if somebody else holds the file
   */
  static <T> T in(HadoopPath path, Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (IOException e) {
      throw known(path, e);
    }
  }

  private static IOException known(HadoopPath path, IOException e) {
    if (e instanceof RemoteException remote && held(remote.getClassName())) {
      throw new OverlappingFileLockException();
    }
    IOException cause = e instanceof RemoteException remote ? remote.unwrapRemoteException() : e;
    if (cause instanceof FileNotFoundException) {
      return new NoSuchFileException(path.toString());
    }
    if (cause instanceof FileAlreadyExistsException) {
      return new java.nio.file.FileAlreadyExistsException(path.toString());
    }
    if (cause instanceof PathIsNotEmptyDirectoryException) {
      return new DirectoryNotEmptyException(path.toString());
    }
    if (cause instanceof AccessControlException) {
      return new AccessDeniedException(path.toString(), null, cause.getMessage());
    }
    if (down(cause)) {
      throw silent(path.fileSystem().toString(), cause);
    }
    return cause;
  }

  private static boolean held(String type) {
    return HELD.contains(type.substring(type.lastIndexOf('.') + 1));
  }

  private static boolean down(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException;
  }

  /** A server that does not answer. */
  static WiresmithException silent(String server, Throwable cause) {
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "%s does not answer: %s. Look whether it runs and whether host and port are right, then try again."
            .formatted(server, cause.getMessage()),
        cause);
  }
}
