package io.bactrian.queue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real routes of Camel, of which one has a message that takes as long as the test wants. */
@Timeout(60)
class RouteConsumersTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final AtomicInteger taken = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private final RouteConsumers consumers =
      new RouteConsumers(() -> context, List.of("jms-requests", "jms-requests-retry"));

  @BeforeEach
  void start() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("seda:requests?pollTimeout=10").routeId("jms-requests").process(any -> take());
            from("seda:retry?pollTimeout=10").routeId("jms-requests-retry").process(any -> take());
          }
        });
    context.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    context.stop();
  }

  private void take() throws InterruptedException {
    taken.incrementAndGet();
    released.await();
  }

  private void send() {
    context.createProducerTemplate().sendBody("seda:requests", "a question");
  }

  private ServiceStatus status(String route) {
    return context.getRouteController().getRouteStatus(route);
  }

  @Test
  void they_are_suspended_at_once_with_a_message_in_flight_and_their_routes_still_run() {
    send();
    await().until(() -> consumers.inFlight() == 1);
    consumers.suspend();
    assertThat(consumers.take()).isFalse();
    assertThat(consumers.routesRun()).isTrue();
    assertThat(status("jms-requests")).isEqualTo(ServiceStatus.Started);
    assertThat(consumers.inFlight()).isEqualTo(1);
  }

  @Test
  void resumed_they_take_what_waited() {
    released.countDown();
    consumers.suspend();
    send();
    consumers.resume();
    await().until(() -> taken.get() == 1);
    assertThat(consumers.take()).isTrue();
  }

  @Test
  void one_whose_route_an_operator_suspended_is_left_alone() throws Exception {
    context.getRouteController().suspendRoute("jms-requests");
    context.getRouteController().stopRoute("jms-requests-retry");
    assertThat(consumers.routesRun()).isFalse();
    consumers.suspend();
    consumers.resume();
    assertThat(status("jms-requests")).isEqualTo(ServiceStatus.Suspended);
    assertThat(consumers.take()).isFalse();
    consumers.runRoutes();
    assertThat(consumers.routesRun()).isTrue();
    assertThat(consumers.take()).isTrue();
    assertThat(status("jms-requests-retry")).isEqualTo(ServiceStatus.Started);
  }

  @Test
  void an_operator_who_resumes_a_route_of_camel_resumes_a_consumer_that_the_gateway_suspended()
      throws Exception {
    consumers.suspend();
    context.getRouteController().suspendRoute("jms-requests");
    context.getRouteController().resumeRoute("jms-requests");
    assertThat(consumers.take()).isTrue();
  }
}
