package io.bactrian.scenario;

import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.JmsClient;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** All targets die while messages wait at the broker, and come back later. */
final class QueueOutage {

  /** Probes that fail before the targets are healed. */
  private static final int FAILED_PROBES = 3;

  /**
   * What came of it.
   *
   * @param answered different messages whose reply has the status 200
   * @param replies all replies, whatever they say
   * @param mostDeliveries of a message that waited, as the broker counts them
   * @param untilPaused from the opening of the pool's breaker
   * @param untilFlowing from the recovery of the targets to the first reply
   */
  record Ledger(
      int sent,
      int answered,
      int replies,
      int deadLettered,
      int mostDeliveries,
      Duration untilPaused,
      Duration untilFlowing) {}

  private final JmsGateway jms;
  private final RunningGateway gateway;
  private final QueueBoard board;
  private final AtomicLong opened = new AtomicLong();

  private QueueOutage(JmsGateway jms) {
    this.jms = jms;
    this.gateway = jms.gateway();
    this.board = new QueueBoard(gateway);
  }

  static Ledger run(Path directory, int messages) throws JMSException {
    try (JmsGateway jms =
        JmsGateway.start(
            directory,
            "bactrian.breaker.open-duration",
            "1s",
            "bactrian.breaker.open-duration-max",
            "1s",
            "bactrian.queue.redelivery.first-delay",
            "1s")) {
      return new QueueOutage(jms).run(messages);
    }
  }

  private Ledger run(int messages) throws JMSException {
    gateway.post("/queues/" + JmsGateway.REQUESTS + "/pause");
    board.awaitState(JmsGateway.REQUESTS, "paused");
    send(messages);
    gateway
        .breaker(PoolBreaker.NAME)
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.OPEN) {
                opened.compareAndSet(0, System.nanoTime());
              }
            });
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    gateway.post("/queues/" + JmsGateway.REQUESTS + "/resume");
    await("outage").atMost(RunningGateway.PATIENCE).until(() -> opened.get() != 0);
    board.awaitState(JmsGateway.REQUESTS, "paused");
    Duration untilPaused = since(opened.get());
    long asked = gateway.received();
    await("probes in vain")
        .atMost(RunningGateway.PATIENCE)
        .until(() -> gateway.received() >= asked + FAILED_PROBES);
    int deliveries = mostDeliveries();
    long healed = System.nanoTime();
    gateway.heal();
    return collect(messages, deliveries, untilPaused, healed);
  }

  private Ledger collect(int messages, int deliveries, Duration untilPaused, long healed)
      throws JMSException {
    JmsClient client = jms.client();
    Set<String> answered = new HashSet<>();
    Duration untilFlowing = Duration.ZERO;
    int replies = 0;
    var queue = client.session().createQueue(JmsGateway.REPLIES);
    try (MessageConsumer consumer = client.session().createConsumer(queue)) {
      while (answered.size() < messages
          && consumer.receive(RunningGateway.PATIENCE.toMillis()) instanceof TextMessage reply) {
        if (replies++ == 0) {
          untilFlowing = since(healed);
        }
        if (JmsGateway.status(reply).equals("200")) {
          answered.add(reply.getJMSCorrelationID());
        }
      }
    }
    return new Ledger(
        messages,
        answered.size(),
        replies,
        client.waiting(JmsGateway.DEAD).size(),
        deliveries,
        untilPaused,
        untilFlowing);
  }

  private void send(int messages) throws JMSException {
    JmsClient client = jms.client();
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      all.add(client.text("{\"content\":\"question " + i + "\"}", Map.of()));
    }
    client.sendAll(JmsGateway.REQUESTS, all);
  }

  private int mostDeliveries() throws JMSException {
    int most = 0;
    for (Message message : jms.client().waiting(JmsGateway.REQUESTS)) {
      most = Math.max(most, message.getIntProperty("JMSXDeliveryCount"));
    }
    return most;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** The long form: prints the ledger; ends with 1 where a goal was missed. */
  public static void main(String... arguments) throws IOException, JMSException {
    Path directory = Files.createTempDirectory("queue-outage");
    Ledger ledger = run(directory, Integer.parseInt(arguments[0]));
    boolean reached =
        ledger.answered() == ledger.sent()
            && ledger.deadLettered() == 0
            && ledger.mostDeliveries() <= 2
            && ledger.untilPaused().toMillis() <= 2_000
            && ledger.untilFlowing().toMillis() <= 10_000;
    System.out.println(ledger);
    System.out.println(
        "goals (all answered, none dead-lettered, at most 2 deliveries, paused within 2 s, flowing"
            + " within 10 s): "
            + (reached ? "reached" : "MISSED"));
    System.exit(reached ? 0 : 1);
  }
}
