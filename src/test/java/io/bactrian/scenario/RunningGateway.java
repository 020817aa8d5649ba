package io.bactrian.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.camel.model.ModelCamelContext;

/**
 * The whole gateway with its simulator on free ports, real sockets and all, a client for it, and a
 * ledger of what was sent. A file of settings in the working directory does not count.
 */
final class RunningGateway implements AutoCloseable {

  static final String EAST = "us-east-1";
  static final String WEST = "us-west-2";

  /** Longest that anything here waits before it gives up: for slow machines, not for a tempo. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final int FEW = 25;
  private static final String MODEL = "claude-haiku";

  private final Gateway gateway;
  private final int managementPort;
  private final Ledger ledger = new Ledger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger ids = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningGateway(Map<String, String> settings) {
    managementPort = Integer.parseInt(settings.get("camel.management.port"));
    gateway = LocalGateway.start(settings);
  }

  /** Starts a gateway; {@code settings} are keys and values in turn. */
  static RunningGateway with(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("camel.management.port", Integer.toString(FreePorts.next()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new RunningGateway(all);
  }

  /** The id of the region's one target, which is also the name of its breaker. */
  static String target(String region) {
    return region + "/" + MODEL;
  }

  /** The gateway's Camel context, to break what no fault of the simulator breaks. */
  ModelCamelContext context() {
    return (ModelCamelContext) gateway.context();
  }

  int port() {
    return gateway.port();
  }

  int managementPort() {
    return managementPort;
  }

  Ledger ledger() {
    return ledger;
  }

  HttpClient client() {
    return client;
  }

  BedrockSimulator simulator() {
    return gateway.backend().simulator().orElseThrow();
  }

  /** Sets a fault of the simulator; returns its id. */
  long set(Fault fault) {
    return simulator().faults().set(fault).id();
  }

  void heal() {
    simulator().faults().clear();
  }

  /** The calls that a simulated region has received. */
  long received(String region) {
    return simulator().calls().calls(region);
  }

  /** The calls that all simulated regions together have received. */
  long received() {
    return simulator().endpoints().keySet().stream().mapToLong(this::received).sum();
  }

  CircuitBreaker breaker(String name) {
    return gateway.context().getRegistry().lookupByNameAndType(name, CircuitBreaker.class);
  }

  CircuitBreaker breakerOf(String region) {
    return breaker(target(region));
  }

  void awaitState(String breaker, CircuitBreaker.State state) {
    await(breaker + " " + state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> breaker(breaker).getState() == state);
  }

  /** Opens the breaker of a region the way an operator would, ready for probes. */
  void halfOpen(String region) {
    Reply reply = post("/circuit-breakers/" + target(region) + "/half-open");
    if (reply.status() != 200) {
      throw new AssertionError(reply);
    }
  }

  /** The breaker as {@code GET /circuit-breakers} shows it. */
  JsonNode board(String breaker) {
    return get("/circuit-breakers").body().path("circuit_breakers").path(breaker);
  }

  MetricsPage metrics() {
    return MetricsPage.of(get("/metrics").text());
  }

  Reply chat(String content) {
    return chatLater(content).join();
  }

  CompletableFuture<Reply> chatLater(String content) {
    return call("/chat", JsonNodeFactory.instance.objectNode().put("content", content));
  }

  Reply chat(String content, String systemPrompt) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("content", content);
    return call("/chat", body.put("system_prompt", systemPrompt)).join();
  }

  /** One call with headers of its own, as names and values. */
  Reply chatWith(String content, String... headers) {
    return callLater("/chat", "{\"content\": \"" + content + "\"}", headers).join();
  }

  Reply generate(String prompt, String useCase) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("prompt", prompt);
    return call("/generate", body.put("use_case", useCase)).join();
  }

  /** Sends that many calls at once, each with a question of its own, and awaits the replies. */
  List<Reply> chatAtOnce(int calls) {
    return atOnce(calls, i -> chatLater("question " + i));
  }

  /** Sends calls a few at a time, as from a few callers, each with a question of its own. */
  List<Reply> chatByFew(int calls) {
    List<Reply> replies = new ArrayList<>();
    for (int left = calls; left > 0; left -= FEW) {
      replies.addAll(chatAtOnce(Math.min(left, FEW)));
    }
    return replies;
  }

  /** Sends calls one after the other, each with a question of its own. */
  List<Reply> chatInTurn(int calls) {
    return IntStream.range(0, calls).mapToObj(i -> chat("question " + i)).toList();
  }

  static List<Reply> atOnce(int calls, IntFunction<CompletableFuture<Reply>> call) {
    List<CompletableFuture<Reply>> sent = IntStream.range(0, calls).mapToObj(call).toList();
    return sent.stream().map(CompletableFuture::join).toList();
  }

  Reply get(String path) {
    return send(request(gateway.port(), path).GET()).join();
  }

  Reply post(String path) {
    return send(request(gateway.port(), path).POST(BodyPublishers.noBody())).join();
  }

  /** Whether readiness on the management port is up, as its status. */
  int readiness() {
    return send(request(managementPort, "/observe/health/ready").GET()).join().status();
  }

  private CompletableFuture<Reply> call(String path, ObjectNode body) {
    return callLater(path, body.toString());
  }

  /** A call under an id of its own, which goes into the ledger; headers as names and values. */
  CompletableFuture<Reply> callLater(String path, String body, String... headers) {
    String id = "call-" + ids.incrementAndGet();
    ledger.sent(id);
    HttpRequest.Builder request = request(gateway.port(), path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request
            .header("content-type", "application/json")
            .header("x-request-id", id)
            .POST(BodyPublishers.ofString(body)))
        .whenComplete((reply, problem) -> ledger.ended(id, reply, problem));
  }

  private CompletableFuture<Reply> send(HttpRequest.Builder request) {
    return client
        .sendAsync(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString())
        .thenApply(Reply::of);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** Stops the gateway as a signal would; its client still works. */
  void stop() {
    if (stopped.compareAndSet(false, true)) {
      gateway.close();
    }
  }

  @Override
  public void close() {
    stop();
    client.shutdownNow();
  }
}
