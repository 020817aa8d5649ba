package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlatformHttpBindingTest {

  private static final int CALLS = 60;

  private final Vertx vertx = VirtualThreadVertx.create(new VertxOptions());
  private final Queue<EdgeRequestEnd> ends = new ConcurrentLinkedQueue<>();
  private final Queue<Set<String>> headersIn = new ConcurrentLinkedQueue<>();
  private final Queue<Boolean> virtual = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Main main = new Main();
  private EdgeServer edge;
  private int port;

  @BeforeEach
  void start() throws Exception {
    edge =
        new EdgeServer(
            vertx,
            new TestSettings().build(),
            new EdgePaths(
                path -> path.startsWith("/echo"),
                path -> true,
                path -> false,
                path -> false,
                path -> false,
                false),
            new EdgeSources(System::nanoTime, () -> "made", () -> 1),
            ends::add,
            2);
    port = edge.start();
    // The gateway's own settings would bring the gateway's own routes.
    main.setDefaultPropertyPlaceholderLocation("false");
    main.configure().withName("edge-test").withAutoConfigurationEnabled(true);
    // Else the packed settings would bring the gateway's own routes.
    main.setDefaultPropertyPlaceholderLocation("false");
    main.addInitialProperty("camel.management.enabled", "true");
    main.addInitialProperty("camel.management.host", "127.0.0.1");
    main.addInitialProperty("camel.management.port", "0");
    main.addInitialProperty("camel.management.healthCheckEnabled", "true");
    main.addInitialProperty("camel.main.shutdownTimeout", "5");
    main.configure().addRoutesBuilder(new Routes());
    main.bind(
        "edgeHeaders",
        PlatformHttpBinding.headerFilter(
            List.of("x-request-id", "x-bactrian-received-nanos", "content-type"),
            List.of("x-bactrian-served-by")));
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport before) {
            PlatformHttpBinding.bind(
                before.getCamelContext().getRegistry(), vertx, edge.router(), port);
          }
        });
    main.start();
  }

  @AfterEach
  void stop() throws Exception {
    gate.countDown();
    main.stop();
    edge.stop(Duration.ofSeconds(5));
    client.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void routes_attach_to_the_edge_and_management_keeps_its_own_server() throws Exception {
    HttpResponse<String> echo = client.send(post("/echo/a%2Fb"), text());
    assertThat(echo.statusCode()).isEqualTo(200);
    assertThat(echo.body()).isEqualTo("{\"a\":1}");

    int management =
        main.getCamelContext().hasService(VertxPlatformHttpServer.class).getServer().actualPort();
    assertThat(management).isNotEqualTo(port);
    assertThat(get(management, "/observe/health").statusCode()).isEqualTo(200);
    assertThat(get(port, "/observe/health").statusCode()).isEqualTo(404);
    assertThat(client.send(onPort(management, "/echo/x"), text()).statusCode()).isEqualTo(404);
    assertThat(get(port, "/echo/x").headers().firstValue("allow")).hasValue("POST");

    await().until(() -> ends.size() == 3);
    assertThat(ends.peek().route()).isEqualTo("/echo/:name");
    main.stop();
    assertThat(main.getCamelContext().isStopped()).isTrue();
  }

  @Test
  void nothing_of_the_request_comes_back_and_only_listed_headers_go_in() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                post("/echo/x?q=secret&CamelHttpUri=secret&x-request-id=forged"),
                (name, value) -> true)
            .header("x-secret", "secret")
            .header("CAmelHttpUri", "secret")
            .header("JMSReplyTo", "secret")
            .header("x-bactrian-served-by", "secret")
            .header("x-request-id", "mine")
            .build();
    HttpResponse<String> reply = client.send(request, text());
    assertThat(reply.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "cache-control",
            "content-type",
            "transfer-encoding",
            "x-bactrian-served-by",
            "x-content-type-options",
            "x-request-id");
    assertThat(reply.headers().firstValue("x-bactrian-served-by")).hasValue("test");
    assertThat(reply.headers().firstValue("x-request-id")).hasValue("mine");
    assertThat(headersIn.peek())
        .contains("x-request-id", "x-bactrian-received-nanos")
        .doesNotContain("q", "x-secret", "JMSReplyTo", "CAmelHttpUri");
  }

  @Test
  void blocking_routes_all_run_at_once_on_virtual_threads() {
    List<CompletableFuture<HttpResponse<String>>> replies =
        IntStream.range(0, CALLS)
            .mapToObj(i -> client.sendAsync(post("/echo/wait"), text()))
            .toList();
    await().until(() -> inside.get() == CALLS);
    assertThat(edge.admission().inFlight()).isEqualTo(CALLS);
    gate.countDown();
    assertThat(replies).allMatch(reply -> reply.join().statusCode() == 200);
    assertThat(virtual).hasSize(CALLS).allMatch(Boolean::booleanValue);
    await().until(() -> edge.admission().inFlight() == 0);
  }

  @Test
  void a_failing_route_shows_nothing_of_the_inside() throws Exception {
    HttpResponse<String> reply = client.send(post("/echo/fail"), text());
    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body()).doesNotContain("secret");
    await().until(() -> edge.admission().inFlight() == 0);
  }

  @Test
  void a_suspended_route_says_when_to_come_back() throws Exception {
    main.getCamelContext().getRouteController().suspendRoute("echo");
    HttpResponse<String> reply = client.send(post("/echo/x"), text());
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.headers().firstValue("retry-after")).hasValue("1");
    await().until(() -> edge.admission().inFlight() == 0);
  }

  private HttpRequest post(String path) {
    return onPort(port, path);
  }

  private static HttpRequest onPort(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}"))
        .build();
  }

  private HttpResponse<String> get(int where, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + where + path);
    return client.send(HttpRequest.newBuilder(uri).build(), text());
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private final class Routes extends RouteBuilder {

    @Override
    public void configure() {
      from("platform-http:/echo/{name}?httpMethodRestrict=POST&headerFilterStrategy=#edgeHeaders")
          .routeId("echo")
          .process(this::echo);
    }

    private void echo(Exchange exchange) throws InterruptedException {
      headersIn.add(Set.copyOf(exchange.getMessage().getHeaders().keySet()));
      String name = exchange.getMessage().getHeader("name", String.class);
      if (name.equals("wait")) {
        virtual.add(Thread.currentThread().isVirtual());
        inside.incrementAndGet();
        gate.await();
      }
      if (name.equals("fail")) {
        throw new IllegalStateException("secret");
      }
      String body = exchange.getMessage().getBody(String.class);
      exchange.getMessage().setBody(body);
      exchange.getMessage().setHeader("x-bactrian-served-by", "test");
    }
  }
}
