package io.bactrian.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class QueueShareTest {

  private static final Disposition.PutBack PUT_BACK =
      new Disposition.PutBack(Duration.ofSeconds(5));

  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  /** Has a place when it is asked for the nth time. */
  private QueueShare share(int freeAt, int tries) {
    return new QueueShare(
        atMost -> {
          if (asked.incrementAndGet() < freeAt) {
            return Optional.empty();
          }
          held.incrementAndGet();
          return Optional.of(held::decrementAndGet);
        },
        tries);
  }

  private void end() {
    exchange
        .getExchangeExtension()
        .handoverCompletions()
        .forEach(completion -> completion.onComplete(exchange));
  }

  @Test
  void a_place_is_held_until_the_exchange_is_over() {
    share(1, 1).enter(exchange);
    assertThat(held).hasValue(1);
    assertThat(exchange.getMessage().getBody()).isNull();
    end();
    assertThat(held).hasValue(0);
  }

  @Test
  void a_message_waits_for_a_place() {
    share(3, 3).enter(exchange);
    assertThat(held).hasValue(1);
    assertThat(exchange.getMessage().getBody()).isNull();
  }

  @Test
  void a_message_that_finds_no_place_is_put_back() {
    share(4, 3).enter(exchange);
    assertThat(asked).hasValue(3);
    assertThat(exchange.getMessage().getBody()).isEqualTo(PUT_BACK);
    assertThat(exchange.getExchangeExtension().handoverCompletions()).isNullOrEmpty();
  }

  @Test
  void a_stop_puts_a_waiting_message_back() {
    Thread.currentThread().interrupt();
    share(9, 9).enter(exchange);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(exchange.getMessage().getBody()).isEqualTo(PUT_BACK);
  }
}
