package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.scenario.StreamingClient.Streamed;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of a stream in every protocol: unseen before the first content, and told after it by
 * the error of the protocol's own client.
 */
@Timeout(120)
class StreamFaultsTest {

  private static final int MIDDLE = 6;
  private static final Map<StreamProtocol, StreamingClient> CLIENTS =
      new EnumMap<>(StreamProtocol.class);
  private static final Map<StreamProtocol, List<String>> WHOLE =
      new EnumMap<>(StreamProtocol.class);
  private static RunningGateway gateway;

  /**
   * Two places for streams: one that leaks is soon missed. No pace: the fault comes together with
   * what was sent before it, and must not take it along.
   */
  @BeforeAll
  static void start() {
    gateway =
        RunningGateway.with(
            "bactrian.strategy", "failover",
            "bactrian.stream.first-content-timeout", "2s",
            "bactrian.stream.idle-timeout", "2s",
            "bactrian.stream.max-open", "2",
            "bactrian.simulator.token-pace", "0ms",
            "bactrian.breaker.half-open-calls", "1",
            "bactrian.cool-down.throttled", "10ms");
    for (StreamProtocol protocol : StreamProtocol.values()) {
      CLIENTS.put(protocol, protocol.connect(gateway));
      WHOLE.put(protocol, CLIENTS.get(protocol).ask().pieces());
    }
  }

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(StreamingClient::close);
    CLIENTS.clear();
    WHOLE.clear();
    gateway.close();
  }

  @BeforeEach
  void mend() {
    gateway.heal();
    for (String region : List.of(EAST, WEST)) {
      assertThat(gateway.post("/circuit-breakers/" + target(region) + "/reset").status())
          .isEqualTo(200);
    }
    gateway.simulator().calls().reset();
  }

  private static Stream<Arguments> cases(Predicate<StreamFault> which) {
    return Arrays.stream(StreamProtocol.values())
        .flatMap(
            protocol ->
                Arrays.stream(StreamFault.values())
                    .filter(which)
                    .filter(fault -> fault.canHappenIn(protocol))
                    .map(fault -> Arguments.of(protocol, fault)));
  }

  static Stream<Arguments> absorbed() {
    return cases(fault -> !fault.isCallersFault());
  }

  static Stream<Arguments> told() {
    return cases(StreamFault::canHappenAfterContent);
  }

  private static String whole(StreamProtocol protocol, String region) {
    return String.join("", WHOLE.get(protocol)).replace(EAST, region);
  }

  /** How often the breaker has heard so far of the outcome that the fault is. */
  private static long told(StreamFault fault) {
    return board().path(fault.countsForBreaker() ? "total_failures" : "total_ignored").longValue();
  }

  private static long outcomes() {
    return board().path("total_requests").longValue();
  }

  private static JsonNode board() {
    return gateway.board(target(EAST));
  }

  private static void nothingUnderWay() {
    for (String region : List.of(EAST, WEST)) {
      await("nothing under way")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .until(() -> gateway.board(target(region)).path("in_flight").intValue() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_is_whole_without_a_fault(StreamProtocol protocol) {
    Streamed answer = CLIENTS.get(protocol).ask();
    assertThat(answer.raised()).isNull();
    assertThat(answer.attempts()).isEqualTo(target(EAST) + "=ok");
    assertThat(answer.pieces()).hasSizeGreaterThan(MIDDLE).isEqualTo(WHOLE.get(protocol));
    assertThat(answer.text()).contains(EAST);
  }

  @ParameterizedTest
  @MethodSource("absorbed")
  void a_fault_before_the_first_content_is_unseen(StreamProtocol protocol, StreamFault fault) {
    long before = told(fault);
    long outcomesBefore = outcomes();
    gateway.set(fault.after(1).in(EAST));

    Streamed answer = CLIENTS.get(protocol).ask();

    assertThat(answer.raised()).isNull();
    assertThat(answer.text()).isEqualTo(whole(protocol, WEST));
    assertThat(answer.attempts())
        .isEqualTo(target(EAST) + "=" + fault.label() + ", " + target(WEST) + "=ok");
    assertThat(gateway.received(EAST)).as("asked once").isEqualTo(1);
    assertThat(gateway.received(WEST)).as("asked once").isEqualTo(1);
    nothingUnderWay();
    assertThat(told(fault)).as("the breaker heard of it").isEqualTo(before + 1);
    assertThat(outcomes()).as("and of nothing else").isEqualTo(outcomesBefore + 1);
  }

  @ParameterizedTest
  @EnumSource
  void what_the_caller_did_wrong_is_told_at_once(StreamProtocol protocol) {
    gateway.set(StreamFault.INVALID.after(1).in(EAST));

    Streamed answer = CLIENTS.get(protocol).ask();

    assertThat(answer.raised()).isInstanceOf(CLIENTS.get(protocol).refused());
    assertThat(answer.pieces()).isEmpty();
    assertThat(gateway.received()).as("nobody else was asked").isEqualTo(1);
    nothingUnderWay();
  }

  @ParameterizedTest
  @MethodSource("told")
  void a_fault_after_the_first_content_is_told_after_all_that_came(
      StreamProtocol protocol, StreamFault fault) {
    gateway.halfOpen(EAST);
    long before = told(fault);
    long outcomesBefore = outcomes();
    gateway.set(fault.after(MIDDLE).in(EAST));

    Streamed answer = CLIENTS.get(protocol).ask();

    assertThat(answer.raised()).isInstanceOf(CLIENTS.get(protocol).broken());
    assertThat(answer.pieces())
        .isEqualTo(WHOLE.get(protocol).subList(0, MIDDLE - protocol.eventsBeforeContent()));
    assertThat(answer.attempts()).isEqualTo(target(EAST) + "=ok");
    assertThat(gateway.received(EAST)).as("asked once").isEqualTo(1);
    assertThat(gateway.received(WEST)).as("nobody else was asked").isZero();
    nothingUnderWay();
    assertThat(told(fault)).as("the breaker heard of it").isEqualTo(before + 1);
    assertThat(outcomes()).as("and of nothing else").isEqualTo(outcomesBefore + 1);
    if (fault.countsForBreaker()) {
      gateway.awaitState(target(EAST), State.OPEN);
    } else {
      theOnlyPermissionOfTheHalfOpenBreakerIsBack(protocol);
    }
  }

  private static void theOnlyPermissionOfTheHalfOpenBreakerIsBack(StreamProtocol protocol) {
    await("cooled down")
        .atMost(PATIENCE)
        .until(() -> board().path("cooling_seconds").doubleValue() == 0);
    gateway.heal();
    assertThat(CLIENTS.get(protocol).ask().attempts()).isEqualTo(target(EAST) + "=ok");
    gateway.awaitState(target(EAST), State.CLOSED);
  }
}
