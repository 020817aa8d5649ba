package io.bactrian.queue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.ManualClock;
import io.bactrian.queue.QueueSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is known of a queue at its broker, and that nothing is told which is not known. */
class BrokerViewTest {

  private static final QueueSource TALKATIVE =
      new QueueSource() {
        @Override
        public OptionalLong depth() {
          return OptionalLong.of(17);
        }

        @Override
        public Optional<Duration> oldest() {
          return Optional.of(Duration.ofSeconds(90));
        }

        @Override
        public Optional<Boolean> reachable() {
          return Optional.of(true);
        }
      };

  private final ManualClock clock = new ManualClock();
  private final Queue<Runnable> asked = new ArrayDeque<>();

  private BrokerView of(QueueSource source) {
    return new BrokerView(source, clock, asked::add);
  }

  @Test
  void until_the_broker_has_answered_nothing_is_known() {
    BrokerView view = of(TALKATIVE);
    view.refresh();
    assertThat(view.reading()).isEqualTo(BrokerView.Reading.UNKNOWN);
    assertThat(view.depth()).isNaN();
    asked.remove().run();
    assertThat(view.reading().depth()).hasValue(17);
    assertThat(view.reading().oldest()).contains(Duration.ofSeconds(90));
    assertThat(view.reading().reachable()).contains(true);
    assertThat(view.depth()).isEqualTo(17);
  }

  @Test
  void a_broker_that_hangs_is_asked_once_and_what_it_said_becomes_unknown() {
    BrokerView view = of(TALKATIVE);
    view.refresh();
    asked.remove().run();
    clock.advance(Duration.ofSeconds(5));
    view.refresh();
    clock.advance(Duration.ofSeconds(5));
    view.refresh();
    assertThat(asked).hasSize(1);
    assertThat(view.reading().depth()).hasValue(17);
    clock.advance(Duration.ofSeconds(21));
    assertThat(view.reading()).isEqualTo(BrokerView.Reading.UNKNOWN);
  }

  @Test
  void it_is_asked_every_five_seconds_only() {
    BrokerView view = of(TALKATIVE);
    view.refresh();
    asked.remove().run();
    clock.advance(Duration.ofMillis(4_999));
    view.refresh();
    assertThat(asked).isEmpty();
  }

  @Test
  void what_cannot_be_asked_is_unreachable() {
    BrokerView view =
        of(
            new QueueSource() {
              @Override
              public OptionalLong depth() {
                throw new IllegalStateException("no connection");
              }
            });
    view.refresh();
    asked.remove().run();
    assertThat(view.reading()).isEqualTo(BrokerView.Reading.OUT);
  }

  @Test
  void a_broker_that_tells_nothing_is_not_made_to_say_anything() {
    BrokerView view = of(new QueueSource() {});
    view.refresh();
    asked.remove().run();
    assertThat(view.reading()).isEqualTo(BrokerView.Reading.UNKNOWN);
  }
}
