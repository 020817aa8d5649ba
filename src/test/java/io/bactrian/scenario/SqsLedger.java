package io.bactrian.scenario;

import static io.bactrian.scenario.SqsTalk.DEAD;
import static io.bactrian.scenario.SqsTalk.PROMPTS;
import static io.bactrian.scenario.SqsTalk.REPLIES;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Every message that was sent to SQS, and how often it was answered; reads replies all the time.
 */
final class SqsLedger implements AutoCloseable {

  /**
   * What became of all messages.
   *
   * @param answered messages with at least one reply of status 200
   * @param duplicates replies beyond the first of a message
   * @param others replies with another status, or to nothing that was sent
   */
  record Totals(int sent, int answered, int duplicates, int others, int deadLetters) {

    boolean nothingLost() {
      return answered == sent && others == 0 && deadLetters == 0;
    }
  }

  private final SqsTalk talk;
  private final Map<String, Integer> replies = new ConcurrentHashMap<>();
  private final Thread reader;
  private volatile int others;
  private volatile boolean closed;

  SqsLedger(SqsTalk talk) {
    this.talk = talk;
    reader = Thread.ofVirtual().start(this::readAll);
  }

  void send(int messages) {
    for (int i = 0; i < messages; i++) {
      String id = "m" + i;
      replies.put(id, 0);
      talk.send(PROMPTS, "{\"content\":\"question " + i + "\"}", "CorrelationId", id);
    }
  }

  private void readAll() {
    while (!closed) {
      try {
        talk.poll(REPLIES, 1).ifPresent(this::enter);
      } catch (SdkException stopped) {
        closed = true;
      }
    }
  }

  private void enter(SqsTalk.Received reply) {
    boolean known =
        "200".equals(reply.status())
            && replies.computeIfPresent(reply.correlationId(), (id, before) -> before + 1) != null;
    if (!known) {
      others++;
    }
  }

  private int answered() {
    return (int) replies.values().stream().filter(times -> times > 0).count();
  }

  void awaitAnswered(int messages, Duration atMost) {
    await(messages + " messages answered")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> answered() >= messages);
  }

  /** When nothing waits any more. */
  Totals totals(Duration atMost) {
    await("empty queues")
        .atMost(atMost)
        .until(() -> talk.isEmpty(PROMPTS) && talk.isEmpty(REPLIES));
    int all = replies.values().stream().mapToInt(Integer::intValue).sum();
    return new Totals(replies.size(), answered(), all - answered(), others, talk.waiting(DEAD));
  }

  @Override
  public void close() {
    closed = true;
    await("the reader of replies").until(() -> !reader.isAlive());
  }
}
