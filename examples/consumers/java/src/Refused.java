/** A sentence for the user, and the exit code of the program. */
@SuppressWarnings("serial")
final class Refused extends RuntimeException {
  static final int USAGE = 2;
  static final int INTEGRITY = 13;
  static final int DOWN = 75;

  final int code;

  Refused(int code, String message) {
    super(message);
    this.code = code;
  }
}
