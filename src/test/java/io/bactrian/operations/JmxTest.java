package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators find and steer in JMX: Camel's routes and breakers, and the gateway's regions. */
@Timeout(60)
class JmxTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = LocalGateway.start(Map.of());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void a_target_s_breaker_can_be_read_and_forced_open() throws Exception {
    ObjectName breaker =
        one("org.apache.camel:type=processors,name=\"region-us-east-1-claude-haiku-breaker\",*");
    assertThat(server.getAttribute(breaker, "CircuitBreakerState")).isEqualTo("CLOSED");
    server.invoke(breaker, "transitionToForcedOpenState", null, null);
    assertThat(server.getAttribute(breaker, "CircuitBreakerState")).isEqualTo("FORCED_OPEN");
    assertThat(server.getAttribute(regions(), "UsableTargets")).isEqualTo(1);
  }

  @Test
  void every_route_has_a_bean() throws Exception {
    Set<String> routes =
        server.queryNames(new ObjectName("org.apache.camel:type=routes,*"), null).stream()
            .map(name -> ObjectName.unquote(name.getKeyProperty("name")))
            .collect(Collectors.toSet());
    assertThat(routes)
        .contains("chat-http", "chat", "balance", "region-us-east-1-claude-haiku", "metrics");
  }

  @Test
  void strategy_weights_and_drains_are_steered() throws Exception {
    ObjectName regions = regions();
    server.setAttribute(regions, new Attribute("Strategy", "weighted"));
    assertThat(server.getAttribute(regions, "Strategy")).isEqualTo("weighted");
    assertThatThrownBy(() -> server.setAttribute(regions, new Attribute("Strategy", "lucky")))
        .hasStackTraceContaining("allowed: round-robin, weighted, failover");
    assertThat(server.getAttribute(regions, "Strategy")).isEqualTo("weighted");

    invoke(regions, "setRegionWeight", new Object[] {"us-west-2", 7}, "java.lang.String", "int");
    invoke(regions, "drainRegion", new Object[] {"us-east-1"}, "java.lang.String");
    assertThat(server.getAttribute(regions, "Targets").toString())
        .contains("us-east-1/claude-haiku state=CLOSED usable=false")
        .contains("us-west-2/claude-haiku state=CLOSED usable=true group=primary geo=us weight=7");
    invoke(regions, "undrainRegion", new Object[] {"us-east-1"}, "java.lang.String");
    assertThat(server.getAttribute(regions, "UsableTargets")).isEqualTo(2);
  }

  @Test
  void a_queue_that_is_not_there_is_not_paused() throws Exception {
    ObjectName queues = one("org.apache.camel:type=services,name=QueuesBean,*");
    assertThat(server.getAttribute(queues, "PausedQueues")).isEqualTo(0);
    assertThatThrownBy(
            () -> invoke(queues, "pauseQueue", new Object[] {"mars"}, "java.lang.String"))
        .hasStackTraceContaining("no queue 'mars'");
  }

  private void invoke(ObjectName bean, String operation, Object[] arguments, String... types)
      throws Exception {
    server.invoke(bean, operation, arguments, types);
  }

  private ObjectName regions() throws Exception {
    return one("org.apache.camel:type=services,name=RegionsBean,*");
  }

  private ObjectName one(String pattern) throws Exception {
    Set<ObjectName> found = server.queryNames(new ObjectName(pattern), null);
    assertThat(found).as(pattern).hasSize(1);
    return found.iterator().next();
  }
}
