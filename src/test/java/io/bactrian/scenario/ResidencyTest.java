package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No question leaves the geos where it may be answered, whatever fails there. */
@Timeout(120)
class ResidencyTest {

  private static final String AMERICA = "us-east-1";
  private static final String EUROPE = "eu-west-1";
  private static final String BASE = "anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String[] EU_ONLY = {"x-bactrian-geo", "eu"};

  private static RunningGateway gateway(String... more) {
    return RunningGateway.with(
        Stream.concat(
                Stream.of(
                    "bactrian.regions", AMERICA + "," + EUROPE,
                    "bactrian.models", "claude-haiku,nova",
                    "bactrian.model.claude-haiku.id", BASE,
                    "bactrian.model.nova.id", "amazon.nova-lite-v1:0",
                    "bactrian.model.claude-haiku.fallbacks", "nova"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Fault dead(String region) {
    return Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(region);
  }

  @Test
  void what_may_be_answered_in_europe_only_gets_an_apology_while_only_america_is_alive() {
    try (var gateway = gateway()) {
      gateway.set(dead(EUROPE));

      Reply reply = gateway.chatWith("question", EU_ONLY);

      assertThat(reply.status()).as("%s", reply).isEqualTo(503);
      assertThat(reply.field("status")).isEqualTo("degraded");
      assertThat(reply.attempts())
          .isEqualTo(
              "eu-west-1/claude-haiku=target-unavailable, eu-west-1/nova=target-unavailable");
      assertThat(gateway.received(AMERICA)).isZero();
      assertThat(gateway.chat("question").isLive()).isTrue();
    }
  }

  @Test
  void a_gateway_for_europe_keeps_the_calls_of_every_endpoint_there() {
    try (var gateway = gateway("bactrian.residency", "eu")) {
      for (Endpoint endpoint : Endpoint.values()) {
        endpoint.assertComplete(endpoint.ask(gateway, "claude-haiku", "while alive"));
      }
      gateway.set(dead(EUROPE));
      for (Endpoint endpoint : Endpoint.values()) {
        assertThat(endpoint.ask(gateway, "claude-haiku", "while dead").headers().map())
            .as(endpoint.name())
            .containsKey("x-bactrian-degraded");
      }
      assertThat(gateway.received(EUROPE)).isGreaterThanOrEqualTo(Endpoint.values().length);
      assertThat(gateway.received(AMERICA)).isZero();
    }
  }

  @Test
  void an_answer_that_was_kept_in_america_is_not_told_to_who_asks_for_europe() {
    try (var gateway = gateway()) {
      gateway.set(dead(EUROPE));
      Reply american = gateway.chat("question");
      assertThat(american.servedBy()).startsWith(AMERICA);
      gateway.set(dead(AMERICA));

      assertThat(gateway.chat("question").servedBy()).isEqualTo("cache");
      assertThat(gateway.chatWith("question", "x-bactrian-geo", "us").servedBy())
          .isEqualTo("cache");
      assertThat(gateway.chatWith("question", EU_ONLY).servedBy()).isEqualTo("degraded");
    }
  }

  @Test
  void a_global_profile_has_left_its_geo() {
    try (var gateway = gateway("bactrian.region.us-east-1.profile-prefix", "global")) {
      assertThat(gateway.chatWith("question", "x-bactrian-geo", "us").status()).isEqualTo(400);
      assertThat(gateway.chatWith("question", "x-bactrian-geo", "global").servedBy())
          .startsWith(AMERICA);
      assertThat(gateway.simulator().calls().calls(AMERICA, "global." + BASE)).isEqualTo(1);
      assertThat(gateway.received()).isEqualTo(1);
    }
  }

  @Test
  void a_call_for_nowhere_is_refused_in_the_form_of_its_endpoint() throws Exception {
    try (var gateway = gateway("bactrian.tenant.default.residency", "eu,ap")) {
      for (Endpoint endpoint : Endpoint.values()) {
        HttpRequest request = endpoint.request(gateway, "claude-haiku", "question");
        HttpRequest american =
            HttpRequest.newBuilder(request, (name, value) -> true)
                .header("x-bactrian-geo", "us")
                .build();
        Reply reply = Reply.of(gateway.client().send(american, BodyHandlers.ofString()));

        assertThat(reply.status()).as("%s %s", endpoint, reply).isEqualTo(400);
        assertThat(reply.text()).contains("x-bactrian-geo asks for us; allowed: ap, eu.");
      }
      assertThat(gateway.chatWith("question", "x-bactrian-geo", "ap").text())
          .contains("is offered in the geos eu, us; the call may be answered in: ap.");
      assertThat(gateway.received()).isZero();
    }
  }
}
