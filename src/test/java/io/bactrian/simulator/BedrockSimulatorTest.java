package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.bactrian.simulator.latency.Latency;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** The life of a simulator: its ports and calls side by side. */
@Timeout(60)
class BedrockSimulatorTest {

  private static final String MODEL = "amazon.nova-lite-v1:0";

  @Test
  void close_frees_its_ports() {
    var simulator = BedrockSimulator.start(SimulatorSettings.forRegions("a", "b"));
    int port = simulator.endpoint("a").getPort();
    assertThat(simulator.endpoint("b").getPort()).isNotEqualTo(port);
    simulator.faults().set(Fault.connectionRefused().in("b"));
    simulator.close();

    assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    Awaitility.await()
        .untilAsserted(
            () -> {
              // Ports of closed and of refused regions alike are free again.
              new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
              new ServerSocket(
                      simulator.endpoint("b").getPort(), 1, InetAddress.getByName("127.0.0.1"))
                  .close();
            });
  }

  private static void connect(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      assertThat(socket.isConnected()).isFalse();
    }
  }

  @Test
  void fault_of_one_region_and_model_leaves_the_others_alone() {
    try (var simulator = BedrockSimulator.start(SimulatorSettings.forRegions("a", "b"));
        var a = Clients.sync(simulator.endpoint("a"));
        var b = Clients.sync(simulator.endpoint("b"))) {
      simulator.faults().set(Fault.exception(FaultKind.INTERNAL).in("a").forModel("*nova*"));

      assertThatThrownBy(() -> a.converse(r -> r.modelId(MODEL).messages(Clients.user("Hi"))))
          .isInstanceOf(BedrockRuntimeException.class);
      assertThat(a.converse(r -> r.modelId("other").messages(Clients.user("Hi")))).isNotNull();
      assertThat(b.converse(r -> r.modelId(MODEL).messages(Clients.user("Hi")))).isNotNull();
      assertThat(simulator.calls().calls("a")).isEqualTo(2);
      assertThat(simulator.calls().calls("b", MODEL)).isEqualTo(1);
      simulator.calls().reset();
      assertThat(simulator.calls().calls("a")).isZero();
    }
  }

  @Test
  void many_slow_calls_wait_side_by_side() {
    var slow = SimulatorSettings.forRegions("a").withTiming("a", "*", half(), Latency.none());
    try (var simulator = BedrockSimulator.start(slow);
        var client = Clients.async(simulator.endpoint("a"), Protocol.HTTP2)) {
      List<CompletableFuture<ConverseResponse>> calls =
          IntStream.range(0, 200)
              .mapToObj(
                  i -> client.converse(r -> r.modelId(MODEL).messages(Clients.user("Call " + i))))
              .toList();

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> calls.stream().allMatch(CompletableFuture::isDone));
      assertThat(calls)
          .allSatisfy(call -> assertThat(call.join().metrics().latencyMs()).isPositive());
    }
  }

  private static Latency half() {
    return Latency.fixed(Duration.ofMillis(500));
  }
}
