package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** Which credentials leave the process when some are given, as they are for the simulator. */
final class GivenCredentialsTest {

  private static final String BEARER_TOKEN = "aws.bearerTokenBedrock";

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    System.setProperty(BEARER_TOKEN, "a-real-secret");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty(BEARER_TOKEN);
  }

  @Test
  void a_bearer_token_of_the_environment_is_not_sent_in_their_place() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Duration second = Duration.ofSeconds(10);
    var given = StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up"));
    var connection =
        new BedrockClients.Connection(
            2, second, second, second, second, Optional.of(given), Optional.empty());
    try (var clients =
        new BedrockClients(connection, new RegionMapping(Map.of("us-east-1", endpoint)))) {
      var sync = clients.sync("us-east-1", Optional.of(endpoint));
      assertThatThrownBy(() -> sync.converse(request -> request.modelId("any")))
          .isInstanceOf(SdkException.class);
      var async = clients.async("us-east-1", Optional.of(endpoint));
      assertThatThrownBy(() -> async.converse(request -> request.modelId("any")).join())
          .hasCauseInstanceOf(SdkException.class);
    }
    assertThat(authorizations)
        .hasSize(2)
        .allSatisfy(sent -> assertThat(sent).startsWith("AWS4-HMAC-SHA256 Credential=made/"));
  }
}
