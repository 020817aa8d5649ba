package io.bactrian.architecture;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The real gateway on free ports, started once for all tests of the documentation. */
final class DocumentedGateway implements AutoCloseable {

  private final Gateway gateway;
  private final HttpClient client = HttpClient.newHttpClient();

  private DocumentedGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  private static DocumentedGateway start() {
    return new DocumentedGateway(
        LocalGateway.start(
            Map.of(
                "bactrian.http.max-body-bytes", "65536",
                "bactrian.breaker.open-duration", "2s")));
  }

  CamelContext context() {
    return gateway.context();
  }

  URI base() {
    return URI.create("http://localhost:" + gateway.port());
  }

  URI control() {
    return gateway.backend().simulator().orElseThrow().controlEndpoint();
  }

  /** Method and path of every route that is open to HTTP, such as {@code GET /health}. */
  Set<String> endpoints() {
    return context().getRoutes().stream()
        .map(Route::getEndpoint)
        .filter(PlatformHttpEndpoint.class::isInstance)
        .map(PlatformHttpEndpoint.class::cast)
        .map(endpoint -> endpoint.getHttpMethodRestrict() + " " + endpoint.getPath())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Sends a request; without a body where {@code body} is null, else as that media type. */
  HttpResponse<String> send(String method, String path, String mediaType, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", mediaType);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    gateway.close();
  }

  /** Gives the one gateway to every test that asks for it. */
  static final class Once implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == DocumentedGateway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.create(Once.class))
          .getOrComputeIfAbsent(
              DocumentedGateway.class, key -> DocumentedGateway.start(), DocumentedGateway.class);
    }
  }
}
