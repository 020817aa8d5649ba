package io.bactrian.ingress.edge;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An edge that listens on a free port, with the ends of its requests kept. */
final class RunningEdge implements AutoCloseable {

  final Vertx vertx = Vertx.vertx();
  final Queue<EdgeRequestEnd> ends = new ConcurrentLinkedQueue<>();
  final EdgeServer server;
  final int port;
  private final AtomicInteger ids = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningEdge(TestSettings settings, Consumer<Router> routes) throws Exception {
    EdgePaths paths =
        new EdgePaths(
            path -> path.startsWith("/guarded"),
            path -> path.startsWith("/v1/") || path.startsWith("/model/") || path.equals("/chat"),
            path -> path.endsWith("/invoke"),
            path -> path.equals("/search"),
            path -> path.startsWith("/operate/"),
            false);
    EdgeSources sources =
        new EdgeSources(System::nanoTime, () -> "made-" + ids.incrementAndGet(), () -> 7);
    server = new EdgeServer(vertx, settings.build(), paths, sources, ends::add, 2);
    routes.accept(server.router());
    port = server.start();
  }

  static RunningEdge start(Consumer<Router> routes) throws Exception {
    return start(UnaryOperator.identity(), routes);
  }

  static RunningEdge start(UnaryOperator<TestSettings> change, Consumer<Router> routes)
      throws Exception {
    return new RunningEdge(change.apply(new TestSettings()), routes);
  }

  RawConnection connect() throws IOException {
    return new RawConnection(port);
  }

  HttpClient client() {
    return client;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(json(path, body));
  }

  HttpRequest.Builder json(String path, String body) {
    return request(path)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  void stop(Duration grace) {
    try {
      server.stop(grace);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    stop(Duration.ofMillis(100));
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
