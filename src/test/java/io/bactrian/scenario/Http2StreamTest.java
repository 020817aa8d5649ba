package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Streams over HTTP/2 that end early: one of many on a connection, whose others go on. */
@Timeout(120)
class Http2StreamTest {

  private static final int MIDDLE = 6;
  private static final int FEW_BYTES = 10;
  private static final int CANCEL = 8;

  private static final Message QUESTION =
      Message.builder().role("user").content(ContentBlock.fromText("Of camels")).build();

  private final List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();

  private CompletableFuture<Void> stream(AwsClients clients) {
    return clients
        .async()
        .converseStream(
            request -> request.modelId("claude-haiku").messages(QUESTION),
            ConverseStreamResponseHandler.builder()
                .onEventStream(published -> published.subscribe(events::add))
                .build());
  }

  private static void nothingUnderWay(RunningGateway gateway) {
    await("nothing under way")
        .atMost(PATIENCE)
        .until(() -> gateway.board(target(EAST)).path("in_flight").intValue() == 0);
  }

  @Test
  void a_client_that_cancels_frees_its_place_and_goes_on_with_other_calls() throws Exception {
    try (var gateway = RunningGateway.with("bactrian.strategy", "failover");
        var clients = AwsClients.of(gateway)) {
      gateway.set(Fault.streamSilenceAfter(MIDDLE).in(EAST));
      CompletableFuture<Void> call = stream(clients);
      await().atMost(PATIENCE).until(() -> events.size() == MIDDLE);
      call.cancel(true);
      nothingUnderWay(gateway);
      var seen = gateway.breakerOf(EAST).getMetrics();
      assertThat(seen.getNumberOfFailedCalls() + seen.getNumberOfSuccessfulCalls()).isZero();
      gateway.heal();
      stream(clients).get();
      assertThat(events).hasSizeGreaterThan(MIDDLE);
    }
  }

  @Test
  void a_stream_that_does_not_end_before_a_stop_is_told_so() {
    try (var gateway = RunningGateway.with("bactrian.shutdown.timeout", "5s");
        var clients = AwsClients.of(gateway)) {
      gateway.set(Fault.streamSilenceAfter(MIDDLE));
      CompletableFuture<Void> call = stream(clients);
      await().atMost(PATIENCE).until(() -> events.size() == MIDDLE);

      gateway.stop();

      assertThatThrownBy(call::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(BedrockRuntimeException.class);
    }
  }

  @Test
  void a_client_that_does_not_let_its_stream_go_on_loses_it() {
    Vertx vertx = Vertx.vertx();
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setInitialSettings(new Http2Settings().setInitialWindowSize(FEW_BYTES));
    try (var gateway =
        RunningGateway.with("bactrian.strategy", "failover", "bactrian.http.idle-timeout", "1s")) {
      CompletableFuture<Throwable> reset = new CompletableFuture<>();
      vertx
          .createHttpClient(options)
          .request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/chat")
          .compose(Http2StreamTest::ask)
          .onSuccess(response -> response.pause().exceptionHandler(reset::complete))
          .onFailure(reset::complete);
      assertThat(reset.join())
          .isInstanceOfSatisfying(
              StreamResetException.class, why -> assertThat(why.getCode()).isEqualTo(CANCEL));
      nothingUnderWay(gateway);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static Future<HttpClientResponse> ask(HttpClientRequest request) {
    return request
        .putHeader("content-type", "application/json")
        .send("{\"stream\":true,\"content\":\"camels\"}");
  }
}
