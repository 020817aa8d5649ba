package io.bactrian.ingress.edge;

/** The refusals of the edge: one row per status, with the words of each wire protocol. */
public enum EdgeFault {
  BAD_REQUEST(400, "Malformed request.", "invalid_request_error", "bad_request", "Validation"),
  FORBIDDEN(403, "Not allowed here.", "permission_error", "forbidden", "AccessDenied"),
  NOT_FOUND(404, "No such resource.", "invalid_request_error", "not_found", "ResourceNotFound"),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed.", "invalid_request_error", "method_not_allowed", "Validation"),
  REQUEST_TIMEOUT(
      408, "The body took too long.", "invalid_request_error", "request_timeout", "Validation"),
  CONTENT_TOO_LARGE(
      413, "The body is too large.", "invalid_request_error", "content_too_large", "Validation"),
  URI_TOO_LONG(
      414, "The request line is too long.", "invalid_request_error", "uri_too_long", "Validation"),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body must be application/json in UTF-8, not encoded.",
      "invalid_request_error",
      "unsupported_media_type",
      "Validation"),
  EXPECTATION_FAILED(
      417,
      "Only the expectation 100-continue is known.",
      "invalid_request_error",
      "expectation_failed",
      "Validation"),
  HEADERS_TOO_LARGE(
      431,
      "The headers are too large.",
      "invalid_request_error",
      "headers_too_large",
      "Validation"),
  INTERNAL(500, "Internal error.", "server_error", "internal_error", "InternalServer"),
  UNAVAILABLE(
      503,
      "The service is at its limit, try again later.",
      "server_error",
      "service_unavailable",
      "ServiceUnavailable");

  private final int status;
  private final String message;
  private final String openAiType;
  private final String openAiCode;
  private final String bedrockType;

  EdgeFault(int status, String message, String openAiType, String openAiCode, String bedrockType) {
    this.status = status;
    this.message = message;
    this.openAiType = openAiType;
    this.openAiCode = openAiCode;
    this.bedrockType = bedrockType + "Exception";
  }

  public int status() {
    return status;
  }

  public String message() {
    return message;
  }

  public String openAiType() {
    return openAiType;
  }

  public String openAiCode() {
    return openAiCode;
  }

  public String bedrockType() {
    return bedrockType;
  }

  /** Anthropic's word for it, which clients look at before the status. */
  public String anthropicType() {
    return switch (this) {
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND -> "not_found_error";
      case CONTENT_TOO_LARGE -> "request_too_large";
      case INTERNAL -> "api_error";
      case UNAVAILABLE -> "overloaded_error";
      default -> "invalid_request_error";
    };
  }

  /** The row of a status; a status without one gets the row of its class, so no reply is bare. */
  static EdgeFault of(int status) {
    for (EdgeFault fault : values()) {
      if (fault.status == status) {
        return fault;
      }
    }
    return status < 500 ? BAD_REQUEST : INTERNAL;
  }
}
