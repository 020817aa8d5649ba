package io.bactrian.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.fixture.JmsClient;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A gateway with its embedded broker, and a client of the broker's. */
final class JmsGateway implements AutoCloseable {

  static final String REQUESTS = "requests";
  static final String REPLIES = "bactrian.replies";
  static final String DEAD = "bactrian.dead-letter";
  static final String PROMPT = "{\"content\":\"What is the capital of France?\"}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningGateway gateway;
  private final String url;
  private final JmsClient client;

  private JmsGateway(RunningGateway gateway, String url) throws JMSException {
    this.gateway = gateway;
    this.url = url;
    this.client = JmsClient.at(url);
  }

  /** Starts both, with a journal in that directory; {@code settings} are keys and values. */
  static JmsGateway start(Path directory, String... settings) throws JMSException {
    int port = FreePorts.next();
    String[] own = {
      "bactrian.jms.queues", REQUESTS,
      "bactrian.jms.embedded.port", Integer.toString(port),
      "bactrian.jms.embedded.directory", directory.toString()
    };
    String[] all = Stream.of(own, settings).flatMap(Arrays::stream).toArray(String[]::new);
    return new JmsGateway(RunningGateway.with(all), "tcp://127.0.0.1:" + port);
  }

  RunningGateway gateway() {
    return gateway;
  }

  JmsClient client() {
    return client;
  }

  String url() {
    return url;
  }

  static JsonNode json(TextMessage reply) throws JMSException {
    try {
      return JSON.readTree(reply.getText());
    } catch (IOException noJson) {
      throw new AssertionError(reply.getText(), noJson);
    }
  }

  static String status(TextMessage reply) throws JMSException {
    return reply.getStringProperty("status");
  }

  @Override
  public void close() throws JMSException {
    client.close();
    gateway.close();
  }
}
