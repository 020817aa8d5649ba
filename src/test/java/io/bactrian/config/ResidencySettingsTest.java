package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.routing.Residency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidencySettingsTest {

  private static final String ALL = "bactrian.residency";
  private static final String TENANT = "bactrian.tenant.default.residency";

  private static Residency with(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bactrian.regions", "us-east-1,eu-west-3,ap-southeast-2");
    settings.put("bactrian.region.us-east-1.profile-prefix", "global");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    settings.putIfAbsent("bactrian.model.claude-haiku.id", "anthropic.claude-x");
    return SettingsParser.parse(SettingSources.packedWith(settings)).residency();
  }

  @Test
  void questions_may_be_answered_anywhere_until_told_otherwise() {
    assertThat(with()).isEqualTo(Residency.ANYWHERE);
    assertThat(with(ALL, "eu, ca").standard()).containsExactlyInAnyOrder("eu", "ca");
    assertThat(with(ALL, "eu", TENANT, "ap,global").byTenant())
        .containsOnly(Map.entry("default", Set.of("ap", "global")));
    assertThat(with(ALL, "eu", TENANT, "anywhere").byTenant())
        .containsOnly(Map.entry("default", Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EU", "eu,", "eu;ap", "ca", "us", "anywhere,eu!"})
  void geos_are_plain_names_and_one_at_least_has_a_target(String geos) {
    for (String key : new String[] {ALL, TENANT}) {
      assertThatThrownBy(() -> with(key, geos))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining(key)
          .hasMessageContaining("'" + geos + "'")
          .hasMessageContaining("anywhere, or geos")
          .hasMessageContaining("has a target: ap, eu, global");
    }
  }

  @Test
  void a_tenant_that_there_is_not_is_an_unknown_setting() {
    assertThatThrownBy(() -> with("bactrian.tenant.acme.residency", "eu"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("unknown setting bactrian.tenant.acme.residency");
  }
}
