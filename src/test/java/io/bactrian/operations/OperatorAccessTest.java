package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators reach where {@code bactrian.admin.public} is off. */
final class OperatorAccessTest {

  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway = LocalGateway.start(Map.of("bactrian.admin.public", "false"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /circuit-breakers/bedrock/open",
    "POST, /circuit-breakers/us-east-1/claude-haiku/open",
    "POST, /circuit-breakers/us-east-1/claude-haiku/open/",
    "POST, /CIRCUIT-BREAKERS/us-east-1/claude-haiku/open",
    "POST, /queues/requests/pause",
    "POST, /queues/requests/resume/",
    "POST, /test/enable-failures",
    "POST, /test/disable-failures",
    "POST, /test/set-region-mapping?source_region=us-east-1&target_region=us-west-2",
    "DELETE, /test/clear-region-mapping"
  })
  void nothing_can_be_changed_on_the_public_port(String method, String path)
      throws IOException, InterruptedException {
    assertThat(status(method, path)).isIn(403, 404);
  }

  @ParameterizedTest
  @CsvSource({
    "/circuit-breakers",
    "/queues",
    "/test/circuit-status",
    "/test/load-balancer-status",
    "/health"
  })
  void everything_can_be_looked_at(String path) throws IOException, InterruptedException {
    assertThat(status("GET", path)).isEqualTo(200);
  }

  @Test
  void regions_are_drained_over_jmx() throws Exception {
    ObjectName regions = name("type=services,name=RegionsBean");
    assertThat(BEANS.getAttribute(regions, "UsableTargets")).isEqualTo(2);
    act(regions, "drainRegion");
    assertThat(BEANS.getAttribute(regions, "UsableTargets")).isEqualTo(1);
    act(regions, "undrainRegion");
    assertThat(BEANS.getAttribute(regions, "UsableTargets")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "type=processors,pool-breaker",
    "type=processors,region-us-east-1-claude-haiku-breaker",
    "type=routes,region-us-east-1-claude-haiku"
  })
  void breakers_and_routes_have_the_names_of_the_manual(String type, String name) throws Exception {
    assertThat(BEANS.isRegistered(name(type + ",name=\"" + name + "\""))).isTrue();
  }

  private static void act(ObjectName bean, String operation) throws Exception {
    BEANS.invoke(
        bean, operation, new Object[] {"us-east-1"}, new String[] {String.class.getName()});
  }

  private static ObjectName name(String properties) throws Exception {
    return new ObjectName(
        "org.apache.camel:context=" + gateway.context().getManagementName() + "," + properties);
  }

  private static int status(String method, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + gateway.port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
