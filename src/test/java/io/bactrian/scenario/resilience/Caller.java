package io.bactrian.scenario.resilience;

import io.bactrian.scenario.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The callers: they send as their traffic says and write all into the ledger. */
final class Caller implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("callers").factory());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger number = new AtomicInteger();
  private final URI gateway;
  private final CallLedger ledger;
  private final int mostUnderWay;
  private ScheduledFuture<?> steady;

  Caller(URI gateway, CallLedger ledger, int mostUnderWay) {
    this.mostUnderWay = mostUnderWay;
    this.gateway = gateway;
    this.ledger = ledger;
  }

  /** Begins with other traffic. */
  void begin(String phase, Traffic traffic) {
    stop();
    for (int i = 0; i < traffic.atOnce(); i++) {
      send(phase, traffic);
    }
    if (traffic.perSecond() > 0) {
      long period = TimeUnit.SECONDS.toNanos(1) / traffic.perSecond();
      steady =
          clock.scheduleAtFixedRate(
              () -> sendUnlessBehind(phase, traffic), 0, period, TimeUnit.NANOSECONDS);
    }
  }

  /** Sends no more. */
  void stop() {
    if (steady != null) {
      steady.cancel(false);
      steady = null;
    }
  }

  private void sendUnlessBehind(String phase, Traffic traffic) {
    if (ledger.countUnderWay() < mostUnderWay) {
      send(phase, traffic);
    }
  }

  private void send(String phase, Traffic traffic) {
    int each = number.incrementAndGet();
    String id = "call-" + each;
    var request =
        HttpRequest.newBuilder(gateway.resolve(Traffic.PATH))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-request-id", id)
            .POST(BodyPublishers.ofString(traffic.body(each)));
    traffic.headers().forEach(request::header);
    ledger.sent(id);
    long sent = System.nanoTime();
    boolean leaves = traffic.leaveAfter() > 0;
    client
        .sendAsync(
            request.build(),
            leaves ? head -> new LeavingReader(traffic.leaveAfter()) : BodyHandlers.ofString())
        .whenComplete(
            (response, problem) ->
                ledger.ended(
                    new ClientCall(
                        id,
                        phase,
                        sent,
                        System.nanoTime(),
                        traffic.streamed(),
                        leaves,
                        response == null ? null : Reply.of(response),
                        problem)));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
