package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Primary and normal regions, each asked by the id that the model has there. */
@Timeout(120)
class CrossRegionTest {

  private static final String ALIAS = "claude-haiku";
  private static final String BASE = "anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final List<String> PRIMARY = List.of("us-west-2", "us-east-1");
  private static final String EUROPE = "eu-west-3";
  private static final String SYDNEY = "ap-southeast-2";
  private static final String PROFILE =
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdef123456";

  private static RunningGateway gateway(String... more) {
    return RunningGateway.with(
        Stream.concat(
                Stream.of(
                    "bactrian.regions", "us-west-2,us-east-1,eu-west-3,ap-southeast-2",
                    "bactrian.region.us-west-2.profile-prefix", "us",
                    "bactrian.region.us-east-1.profile-prefix", "us",
                    "bactrian.region.eu-west-3.profile-prefix", "eu",
                    "bactrian.region.eu-west-3.group", "normal",
                    "bactrian.region.ap-southeast-2.group", "normal",
                    "bactrian.model.claude-haiku.id", BASE),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Set<String> idsIn(RunningGateway gateway, String region) {
    return gateway.simulator().calls().counts().get(region).keySet();
  }

  @Test
  void normal_regions_are_asked_only_when_no_primary_one_is_usable() {
    try (var gateway = gateway()) {
      gateway.chatInTurn(10);
      assertThat(PRIMARY).allSatisfy(region -> assertThat(gateway.received(region)).isEqualTo(5));
      assertThat(gateway.received()).isEqualTo(10);

      PRIMARY.forEach(region -> gateway.set(Fault.reset().in(region)));
      assertThat(gateway.chatInTurn(10)).allMatch(Reply::isLive);
      assertThat(gateway.received(EUROPE) + gateway.received(SYDNEY)).isEqualTo(10);
      assertThat(gateway.received(EUROPE)).isBetween(4L, 6L);
      assertThat(gateway.get("/test/load-balancer-status").text())
          .contains("\"group\":\"primary\",\"geo\":\"us\"", "\"group\":\"normal\",\"geo\":\"ap\"");
    }
  }

  @Test
  void each_region_gets_the_id_of_its_own_profile_on_every_endpoint() {
    try (var gateway = gateway("bactrian.strategy", "failover")) {
      for (String dead : List.of("", "us-west-2", "us-east-1", EUROPE)) {
        if (!dead.isEmpty()) {
          gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(dead));
        }
        for (Endpoint endpoint : Endpoint.values()) {
          endpoint.assertComplete(endpoint.ask(gateway, ALIAS, "after " + dead));
        }
      }
      PRIMARY.forEach(region -> assertThat(idsIn(gateway, region)).containsExactly("us." + BASE));
      assertThat(idsIn(gateway, EUROPE)).containsExactly("eu." + BASE);
      assertThat(idsIn(gateway, SYDNEY)).containsExactly(BASE);
    }
  }

  @Test
  void callers_may_name_the_model_by_any_of_its_ids() {
    try (var gateway = gateway()) {
      for (String id : List.of(ALIAS, BASE, "us." + BASE, "eu." + BASE)) {
        Endpoint.CONVERSE.assertComplete(Endpoint.CONVERSE.ask(gateway, encoded(id), "as " + id));
      }
      assertThat(Endpoint.CONVERSE.ask(gateway, encoded("jp." + BASE), "nobody's").status())
          .isEqualTo(404);
    }
  }

  @Test
  void an_application_profile_passes_whole_through_every_endpoint() {
    try (var gateway =
        gateway(
            "bactrian.strategy", "failover",
            "bactrian.region.us-east-1.order", "0",
            "bactrian.region.us-west-2.order", "1",
            "bactrian.target.us-east-1/claude-haiku.model-id", PROFILE)) {
      for (Endpoint endpoint : Endpoint.values()) {
        endpoint.assertComplete(endpoint.ask(gateway, ALIAS, "by ARN"));
      }
      Endpoint.CONVERSE.assertComplete(Endpoint.CONVERSE.ask(gateway, encoded(PROFILE), "named"));
      assertThat(gateway.received("us-east-1")).isEqualTo(Endpoint.values().length + 1);
      assertThat(idsIn(gateway, "us-east-1")).containsExactly(PROFILE);
    }
  }

  @Test
  void a_body_in_the_models_own_format_finds_its_family_behind_an_application_profile() {
    String sonnet = PROFILE.replace("abcdef", "fedcba");
    try (var gateway =
        RunningGateway.with(
            "bactrian.regions", "us-east-1",
            "bactrian.models", "claude-haiku,sonnet",
            "bactrian.model.claude-haiku.id", BASE,
            "bactrian.model.sonnet.id", "anthropic.claude-sonnet-4-5-20250929-v1:0",
            "bactrian.model.claude-haiku.fallbacks", "sonnet",
            "bactrian.target.us-east-1/claude-haiku.model-id", PROFILE,
            "bactrian.target.us-east-1/sonnet.model-id", sonnet)) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).forModel(PROFILE));
      Endpoint.INVOKE.assertComplete(Endpoint.INVOKE.ask(gateway, ALIAS, "whoever"));
      assertThat(idsIn(gateway, "us-east-1")).isEqualTo(new TreeSet<>(List.of(PROFILE, sonnet)));
    }
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
