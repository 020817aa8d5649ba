package io.bactrian.queue.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.queue.jms.ReplyFailures.Next;
import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.junit.jupiter.api.Test;

/** What the next delivery does after the broker has not taken a reply. */
class ReplyFailuresTest {

  private static final String ID = "ID:one";

  private final ReplyFailures failures = new ReplyFailures();

  private static JMSException because(Exception cause) {
    JMSException failed = new JMSException("not taken");
    failed.initCause(cause);
    return failed;
  }

  @Test
  void a_full_queue_gets_some_more_tries_and_then_the_message_is_set_aside() {
    for (int i = 0; i < 3; i++) {
      assertThat(failures.next(ID)).isEqualTo(new Next.Send());
      failures.note(ID, new ResourceAllocationException("the queue is full"));
    }
    assertThat(failures.next(ID)).isEqualTo(new Next.SetAside("the queue is full"));
    assertThat(failures.next("ID:other")).isEqualTo(new Next.Send());
  }

  @Test
  void a_reply_that_is_there_is_not_sent_again() {
    failures.note(ID, because(new ActiveMQDuplicateIdException("seen")));
    assertThat(failures.next(ID)).isEqualTo(new Next.Acknowledge());
    failures.forget(ID);
    assertThat(failures.next(ID)).isEqualTo(new Next.Send());
  }

  @Test
  void a_lost_connection_says_nothing_about_the_reply() {
    for (int i = 0; i < 5; i++) {
      failures.note(ID, because(new ActiveMQNotConnectedException("gone")));
    }
    assertThat(failures.next(ID)).isEqualTo(new Next.Send());
  }
}
