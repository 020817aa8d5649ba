package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.config.DeadLetterCommand;
import io.bactrian.config.SettingSources;
import io.bactrian.fixture.ElasticMq;
import io.bactrian.fixture.JmsClient;
import io.bactrian.fixture.MadeUpCredentials;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import jakarta.jms.TextMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command that lists dead letters and has them come again, beside a running gateway. */
@Timeout(120)
class DeadLettersTest {

  private static final String DIED = "put off 0 times, and still no target could answer";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /** Runs the command with these settings, and returns what it printed. */
  private String run(int status, Map<String, String> settings, String... args) {
    printed.reset();
    errors.reset();
    int exit =
        DeadLetterCommand.run(
            SettingSources.packedWith(settings),
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            args);
    assertThat(exit).as(errors.toString(StandardCharsets.UTF_8)).isEqualTo(status);
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String error() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Test
  void those_of_jms_are_listed_and_come_again(@TempDir Path directory) throws Exception {
    try (var jms = JmsGateway.start(directory, "bactrian.queue.redelivery.most", "0")) {
      String queue = JmsGateway.REQUESTS;
      JmsClient client = jms.client();
      var settings = Map.of("bactrian.jms.queues", queue, "bactrian.jms.broker", jms.url());
      jms.gateway().set(Fault.exception(FaultKind.INTERNAL));
      TextMessage first = client.text("{\"content\":\"secret\"}", Map.of());
      client.send(queue, first);
      await().atMost(RunningGateway.PATIENCE).until(() -> dead(jms) == 1);
      client.send(queue, client.text("{\"content\":\"second\"}", Map.of()));
      await().atMost(RunningGateway.PATIENCE).until(() -> dead(jms) == 2);

      String id = first.getJMSMessageID();
      assertThat(run(0, settings, "list", "--queue", queue))
          .contains(id, "20 bytes  " + DIED, "2 of queue requests")
          .doesNotContain("secret");
      assertThat(run(0, settings, "list", "--queue", queue, "--id", id, "--content"))
          .contains("secret", "1 of queue requests");
      assertThat(run(0, settings, "list", "--queue", queue, "--max", "1"))
          .contains("1 of queue requests");
      assertThat(run(0, settings, "replay", "--queue", queue, "--id", "no'one")).startsWith("0 ");

      jms.gateway().heal();
      assertThat(run(0, settings, "replay", "--queue", queue, "--id", id))
          .contains(id, "1 of queue requests come again");
      TextMessage reply = client.receive(JmsGateway.REPLIES);
      assertThat(JmsGateway.status(reply)).isEqualTo("200");
      assertThat(reply.getJMSCorrelationID()).isEqualTo(id);
      assertThat(run(0, settings, "replay", "--queue", queue)).contains("1 of queue requests");
      assertThat(JmsGateway.status(client.receive(JmsGateway.REPLIES))).isEqualTo("200");
      assertThat(dead(jms)).isZero();
    }
  }

  private static int dead(JmsGateway jms) throws Exception {
    return jms.client().waiting(JmsGateway.DEAD).size();
  }

  @Test
  void those_of_sqs_are_listed_and_come_again() {
    try (var credentials = new MadeUpCredentials();
        var server = ElasticMq.start();
        var talk = new SqsTalk(server).makeQueues();
        var gateway = RunningGateway.with(talk.settings("bactrian.queue.redelivery.most", "0"))) {
      assertThat(credentials).isNotNull();
      Map<String, String> settings = map(talk.settings());
      gateway.set(Fault.exception(FaultKind.INTERNAL));
      talk.send(SqsTalk.PROMPTS, "{\"content\":\"secret\"}", "CorrelationId", "c");
      await().atMost(RunningGateway.PATIENCE).until(() -> talk.waiting(SqsTalk.DEAD) == 1);

      assertThat(run(0, settings, "list", "--queue", SqsTalk.PROMPTS))
          .contains("20 bytes  " + DIED, "1 of queue prompts")
          .doesNotContain("secret");
      assertThat(run(0, settings, "list", "--queue", SqsTalk.PROMPTS, "--id", "nobody"))
          .startsWith("0 of");

      gateway.heal();
      assertThat(run(0, settings, "replay", "--queue", SqsTalk.PROMPTS, "--content"))
          .contains("secret", "1 of queue prompts come again");
      SqsTalk.Received reply = talk.next(SqsTalk.REPLIES);
      assertThat(reply.status()).isEqualTo("200");
      assertThat(reply.correlationId()).isEqualTo("c");
      assertThat(talk.isEmpty(SqsTalk.DEAD)).isTrue();
    }
  }

  private static Map<String, String> map(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  @Test
  void what_cannot_be_done_is_told() {
    run(2, Map.of(), "list", "--queue", "requests");
    assertThat(error()).contains("option --queue is 'requests'; allowed: none, as");
    Map<String, String> jms =
        Map.of("bactrian.jms.queues", "one,two", "bactrian.jms.broker", "tcp://127.0.0.1:1");
    run(2, jms, "list", "--queue", "three");
    assertThat(error()).contains("allowed: one, two");
    run(1, jms, "replay", "--queue", "one");
    assertThat(error()).contains("the JMS broker is out of reach");
    run(2, Map.of("bactrian.http.port", "x"), "list", "--queue", "one");
    assertThat(error()).contains("bactrian.http.port");
    assertThat(run(0, Map.of(), "--help")).contains("dead-letters replay --queue NAME");
  }
}
