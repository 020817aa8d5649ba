package io.bactrian.simulator.wire;

import static io.bactrian.simulator.wire.Operation.CONVERSE;
import static io.bactrian.simulator.wire.Operation.CONVERSE_STREAM;
import static io.bactrian.simulator.wire.Operation.COUNT_TOKENS;
import static io.bactrian.simulator.wire.Operation.INVOKE_MODEL;
import static io.bactrian.simulator.wire.Operation.INVOKE_MODEL_WITH_RESPONSE_STREAM;

import java.util.Set;

/** An exception of Bedrock Runtime: its name, its HTTP status and where the model allows it. */
public enum ExceptionType {
  ACCESS_DENIED("AccessDeniedException", 403, Sets.ALL, Sets.NONE),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 404, Sets.ALL, Sets.NONE),
  VALIDATION("ValidationException", 400, Sets.ALL, Sets.STREAMS),
  SERVICE_QUOTA_EXCEEDED("ServiceQuotaExceededException", 400, Sets.INVOKES, Sets.NONE),
  THROTTLING("ThrottlingException", 429, Sets.ALL, Sets.STREAMS),
  MODEL_NOT_READY("ModelNotReadyException", 429, Sets.GENERATING, Sets.NONE),
  MODEL_TIMEOUT("ModelTimeoutException", 408, Sets.GENERATING, Sets.INVOKE_STREAM),
  MODEL_ERROR("ModelErrorException", 424, Sets.GENERATING, Sets.NONE),
  MODEL_STREAM_ERROR("ModelStreamErrorException", 424, Sets.INVOKE_STREAM, Sets.STREAMS),
  INTERNAL_SERVER("InternalServerException", 500, Sets.ALL, Sets.STREAMS),
  SERVICE_UNAVAILABLE("ServiceUnavailableException", 503, Sets.ALL, Sets.STREAMS),
  SERIALIZATION("SerializationException", 400, Sets.ALL, Sets.NONE),
  UNKNOWN_OPERATION("UnknownOperationException", 404, Sets.NONE, Sets.NONE),
  REQUEST_TOO_LARGE("RequestEntityTooLargeException", 413, Sets.ALL, Sets.NONE);

  private final String typeName;
  private final int status;
  private final Set<Operation> operations;
  private final Set<Operation> streams;

  ExceptionType(String typeName, int status, Set<Operation> operations, Set<Operation> streams) {
    this.typeName = typeName;
    this.status = status;
    this.operations = operations;
    this.streams = streams;
  }

  public String typeName() {
    return typeName;
  }

  /** The name of the event-stream union member, such as {@code throttlingException}. */
  public String memberName() {
    return Character.toLowerCase(typeName.charAt(0)) + typeName.substring(1);
  }

  public int status() {
    return status;
  }

  /** Whether the operation may be answered with this exception's status. */
  public boolean answers(Operation operation) {
    return operations.contains(operation);
  }

  /** Whether the operation's stream may carry this exception after it has begun. */
  public boolean interrupts(Operation operation) {
    return streams.contains(operation);
  }

  private static final class Sets {
    static final Set<Operation> NONE = Set.of();
    static final Set<Operation> INVOKE_STREAM = Set.of(INVOKE_MODEL_WITH_RESPONSE_STREAM);
    static final Set<Operation> STREAMS =
        Set.of(CONVERSE_STREAM, INVOKE_MODEL_WITH_RESPONSE_STREAM);
    static final Set<Operation> INVOKES = Set.of(INVOKE_MODEL, INVOKE_MODEL_WITH_RESPONSE_STREAM);
    static final Set<Operation> GENERATING =
        Set.of(CONVERSE, CONVERSE_STREAM, INVOKE_MODEL, INVOKE_MODEL_WITH_RESPONSE_STREAM);
    static final Set<Operation> ALL =
        Set.of(
            CONVERSE,
            CONVERSE_STREAM,
            INVOKE_MODEL,
            INVOKE_MODEL_WITH_RESPONSE_STREAM,
            COUNT_TOKENS);
  }
}
