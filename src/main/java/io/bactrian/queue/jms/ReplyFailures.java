package io.bactrian.queue.jms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;

/**
 * The replies that the broker did not take, by the ids of their messages. It says so only when the
 * transaction is to be committed; by then nothing else can be done in it, so that the next delivery
 * must know.
 */
final class ReplyFailures {

  /** What the next delivery of a message is to do. */
  sealed interface Next {

    /** Nothing is known against it. */
    record Send() implements Next {}

    /** The reply is at the broker already: the message is only acknowledged. */
    record Acknowledge() implements Next {}

    /** The reply was refused too often. */
    record SetAside(String reason) implements Next {}
  }

  private record Refusals(int times, boolean duplicate, String last) {}

  /** A queue that is full now may have room a moment later. */
  private static final int MOST = 3;

  private static final int REMEMBERED = 10_000;

  /** A lost connection says nothing about the reply. */
  private static final Set<ActiveMQExceptionType> LOST =
      EnumSet.of(
          ActiveMQExceptionType.NOT_CONNECTED,
          ActiveMQExceptionType.CONNECTION_TIMEDOUT,
          ActiveMQExceptionType.DISCONNECTED,
          ActiveMQExceptionType.UNBLOCKED,
          ActiveMQExceptionType.OBJECT_CLOSED,
          ActiveMQExceptionType.TRANSACTION_ROLLED_BACK,
          ActiveMQExceptionType.TRANSACTION_OUTCOME_UNKNOWN);

  private final Cache<String, Refusals> refusals =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Next next(String id) {
    Refusals known = refusals.getIfPresent(id);
    if (known == null) {
      return new Next.Send();
    }
    if (known.duplicate()) {
      return new Next.Acknowledge();
    }
    return known.times() < MOST ? new Next.Send() : new Next.SetAside(known.last());
  }

  void note(String id, JMSException failed) {
    if (isOfConnection(failed)) {
      return;
    }
    boolean duplicate = failed.getCause() instanceof ActiveMQDuplicateIdException;
    refusals
        .asMap()
        .compute(
            id,
            (same, before) ->
                new Refusals(
                    before == null ? 1 : before.times() + 1, duplicate, failed.getMessage()));
  }

  void forget(String id) {
    refusals.invalidate(id);
  }

  private static boolean isOfConnection(JMSException failed) {
    return failed instanceof IllegalStateException
        || failed.getCause() instanceof ActiveMQException cause && LOST.contains(cause.getType());
  }
}
