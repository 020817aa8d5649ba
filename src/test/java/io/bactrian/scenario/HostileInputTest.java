package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is sent, the gateway says what is wrong with it, and serves the others meanwhile. */
@Timeout(120)
class HostileInputTest {

  private static final int REQUESTS = 2_500;
  private static final int SENDERS = 32;
  private static final long SEED = 20_261_121;

  @Test
  void hostile_requests_are_refused_in_the_endpoints_shape_and_honest_calls_are_not_affected()
      throws Exception {
    try (var gateway =
            RunningGateway.with(
                "bactrian.http.max-body-bytes", "" + HostileBodies.MAX_BODY_BYTES,
                "bactrian.json.max-string-length", "" + HostileBodies.MAX_STRING,
                "bactrian.json.max-depth", "" + HostileBodies.MAX_DEPTH,
                "bactrian.http.body-timeout", "2s");
        var load = OpenLoop.at(50, gateway)) {
      assertThat(complaints(gateway, requests())).isEmpty();

      load.finish();
      gateway.ledger().assertEvery("answered live", Reply::isLive);
      // Round-robin knows no exception: no header has won a call for its favourite region.
      assertThat(Math.abs(gateway.received(EAST) - gateway.received(WEST))).isLessThanOrEqualTo(1);
    }
  }

  private static List<RawCall> requests() {
    var hostile = new HostileRequests(SEED);
    return Stream.generate(hostile::next).limit(REQUESTS).toList();
  }

  private static List<String> complaints(RunningGateway gateway, List<RawCall> calls)
      throws Exception {
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Callable<Optional<String>>> tasks =
          calls.stream()
              .map(call -> (Callable<Optional<String>>) () -> call.complaint(gateway.port()))
              .toList();
      return senders.invokeAll(tasks).stream()
          .map(Future::resultNow)
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
