package io.bactrian.translator;

import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a request besides the JSON of its body.
 *
 * @param receivedNanos when its first byte was seen
 * @param pathModel the model that the path names, where the protocol has it there
 * @param headers those that {@link WireFormat#requestHeaders} names, as far as they were sent
 * @param body the body as it came
 */
public record Envelope(
    String requestId,
    String tenant,
    long receivedNanos,
    Optional<String> pathModel,
    Map<String, String> headers,
    byte[] body) {

  public Envelope(String requestId, String tenant, long receivedNanos, Optional<String> pathModel) {
    this(requestId, tenant, receivedNanos, pathModel, Map.of(), new byte[0]);
  }

  public Envelope(String requestId, String tenant, long receivedNanos) {
    this(requestId, tenant, receivedNanos, Optional.empty());
  }

  /**
   * The call that it is, of the protocol {@code api}; {@code useCase} is what the answer is for.
   */
  public GatewayCall call(String api, String useCase, Delivery delivery, Question question) {
    return GatewayCall.received(requestId, tenant, api, useCase, delivery, question, receivedNanos);
  }

  /** With what belongs to the question besides JSON. */
  public Envelope with(Map<String, String> newHeaders, byte[] newBody) {
    return new Envelope(requestId, tenant, receivedNanos, pathModel, newHeaders, newBody);
  }
}
