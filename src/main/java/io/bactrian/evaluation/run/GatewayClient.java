package io.bactrian.evaluation.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Asks a gateway as any client would. */
public final class GatewayClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration OUT_OF_REACH = Duration.ofSeconds(1);

  /** With HTTP/2 all questions would share a connection, and wait for each other's answers. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private final URI gateway;
  private final String region;
  private final LongSupplier nanoClock;

  /**
   * A client.
   *
   * @param region what trials name as their region
   */
  public GatewayClient(URI gateway, String region, LongSupplier nanoClock) {
    this.gateway = gateway;
    this.region = region;
    this.nanoClock = nanoClock;
  }

  /**
   * Aliases of the models that the gateway has.
   *
   * @throws IOException naming the gateway, when it does not tell them
   */
  public List<String> models() throws IOException, InterruptedException {
    List<String> models = new ArrayList<>();
    for (JsonNode model : get("/v1/models").orElseThrow(this::noGateway).path("data")) {
      models.add(model.path("id").asText());
    }
    return models;
  }

  /**
   * The JSON that the gateway has at a path; empty where it has none.
   *
   * @throws IOException naming the address, when it does not answer
   */
  public Optional<JsonNode> get(String path) throws IOException, InterruptedException {
    URI address = gateway.resolve(path);
    try {
      HttpResponse<String> reply =
          client.send(
              HttpRequest.newBuilder(address).timeout(CONNECT).build(), BodyHandlers.ofString());
      if (reply.statusCode() == 404) {
        return Optional.empty();
      }
      if (reply.statusCode() == 200) {
        return Optional.of(new ObjectMapper().readTree(reply.body()));
      }
      throw new IOException("status " + reply.statusCode());
    } catch (IOException failed) {
      throw new IOException(address + " does not answer as a gateway does: " + failed, failed);
    }
  }

  private IOException noGateway() {
    return new IOException(gateway + " has no models, as a gateway does");
  }

  /** Puts a question once; what fails is told in the trial. */
  Reply ask(Question question) throws InterruptedException {
    var clock = new TrialClock(question, region, nanoClock);
    CompletableFuture<HttpResponse<CompletionReader>> reply =
        client.sendAsync(
            ChatRequest.of(gateway, question),
            BodyHandlers.fromLineSubscriber(
                new CompletionReader(nanoClock), reader -> reader, null));
    try {
      return clock.ended(reply.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException failed) {
      return clock.failed("no reply: " + failed.getCause(), Optional.of(OUT_OF_REACH));
    } catch (TimeoutException endless) {
      return clock.failed(
          "no whole answer within " + LONGEST.toMinutes() + " minutes", Optional.empty());
    } finally {
      reply.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
