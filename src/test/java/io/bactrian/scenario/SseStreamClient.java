package io.bactrian.scenario;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code /chat} and {@code /generate}: only the mark of success ends a stream well. */
final class SseStreamClient extends StreamingClient {

  /** The stream ended with an event that says so. */
  static final class ErrorEvent extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The reply was a refusal. */
  static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final RunningGateway gateway;
  private final String path;
  private final String question;

  SseStreamClient(RunningGateway gateway, String path, String question) {
    this.gateway = gateway;
    this.path = path;
    this.question = question;
  }

  @Override
  void stream() throws Exception {
    SseCall reply =
        SseCall.send(
            gateway, path, "{\"stream\":true,\"%s\":\"%s\"}".formatted(question, QUESTION));
    if (reply.status() == 400) {
      throw new BadRequest();
    }
    begun(reply.headers().allValues("x-bactrian-attempts"));
    reply.data().stream()
        .filter(event -> event.has("response"))
        .forEach(event -> piece(event.path("response").asText()));
    long successes =
        reply.data().stream().map(SseStreamClient::status).filter("success"::equals).count();
    switch (reply.ending()) {
      case "error" -> {
        if (successes > 0) {
          throw new AssertionError("an error, and a mark of success: " + reply);
        }
        throw new ErrorEvent();
      }
      case "success" -> {}
      default -> throw new AssertionError("no ending: " + reply);
    }
  }

  private static String status(JsonNode event) {
    return event.path("status").asText();
  }

  @Override
  Class<? extends Throwable> broken() {
    return ErrorEvent.class;
  }

  @Override
  Class<? extends Throwable> refused() {
    return BadRequest.class;
  }

  @Override
  public void close() {}
}
