package io.bactrian.simulator.wire;

/** A request that Bedrock would refuse, with the exception it would refuse it with. */
public final class RequestRejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExceptionType type;

  public RequestRejected(ExceptionType type, String message) {
    // Without a stack trace: a client that sends only bad requests must not slow the others.
    super(message, null, false, false);
    this.type = type;
  }

  public static RequestRejected validation(String message) {
    return new RequestRejected(ExceptionType.VALIDATION, message);
  }

  public static RequestRejected serialization(String message) {
    return new RequestRejected(ExceptionType.SERIALIZATION, message);
  }

  public ExceptionType type() {
    return type;
  }
}
