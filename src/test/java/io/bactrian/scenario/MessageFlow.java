package io.bactrian.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.fixture.RecordingReceipt;
import io.bactrian.queue.Disposition;
import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.QueueReply;
import io.bactrian.queue.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * A running gateway whose route {@code message} is given messages that no broker has delivered: its
 * queues are {@value #REQUESTS}, {@value #APOLOGIES}, which has apologies sent, and {@value #TALKS}
 * in the form of OpenAI.
 */
final class MessageFlow implements AutoCloseable {

  static final String REQUESTS = "requests";
  static final String APOLOGIES = "apologies";
  static final String TALKS = "talks";

  private static final ObjectMapper JSON = new ObjectMapper();

  final RunningGateway gateway;
  private final ProducerTemplate template;

  private MessageFlow(RunningGateway gateway) {
    this.gateway = gateway;
    template = gateway.context().createProducerTemplate();
  }

  /** Starts the gateway; {@code settings} are keys and values in turn. */
  static MessageFlow with(String... settings) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("bactrian.jms.queues", String.join(",", REQUESTS, APOLOGIES, TALKS)));
    all.addAll(List.of("bactrian.queue." + APOLOGIES + ".on-exhausted", "reply-degraded"));
    all.addAll(List.of("bactrian.queue." + TALKS + ".api", "openai"));
    // Nobody's address: the gateway does without, and nothing comes in between.
    all.addAll(List.of("bactrian.jms.broker", "tcp://127.0.0.1:1"));
    all.addAll(List.of(settings));
    return new MessageFlow(RunningGateway.with(all.toArray(String[]::new)));
  }

  /** Delivers a message that can be replied to; returns what became of it. */
  Disposition deliver(QueueMessage message) {
    return deliver(message, true);
  }

  Disposition deliver(QueueMessage message, boolean canReply) {
    return deliver(message, new RecordingReceipt(canReply));
  }

  Disposition deliver(QueueMessage message, RecordingReceipt receipt) {
    send(new Received(message, receipt));
    return receipt.disposition();
  }

  /** A message whose body cannot be read. */
  Disposition deliverUnreadable(QueueMessage message, String why) {
    var receipt = new RecordingReceipt(true);
    send(Received.unreadable(message, receipt, why));
    return receipt.disposition();
  }

  private void send(Received received) {
    Exchange sent =
        template.send("direct:message", exchange -> exchange.getMessage().setBody(received));
    if (sent.getException() != null) {
      throw new AssertionError("the route failed", sent.getException());
    }
  }

  /** The reply to a message that is answered. */
  QueueReply reply(QueueMessage message) {
    return reply(deliver(message));
  }

  static QueueReply reply(Disposition disposition) {
    if (disposition instanceof Disposition.Answer answer) {
      return answer.reply();
    }
    throw new AssertionError("no reply: " + disposition);
  }

  static JsonNode json(QueueReply reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  /** Events are counted a moment later. */
  void awaitSettled(String queue, String result, double times) {
    await(queue + " " + result)
        .atMost(RunningGateway.PATIENCE)
        .until(
            () ->
                gateway
                        .metrics()
                        .sum(
                            "gateway_queue_messages_total",
                            "queue=\"" + queue + "\"",
                            "result=\"" + result + "\"")
                    == times);
  }

  /** Calls that hold a place now, those of messages and all others. */
  double inFlight() {
    return gateway.metrics().sum("gateway_inflight");
  }

  @Override
  public void close() {
    gateway.close();
  }
}
