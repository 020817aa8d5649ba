package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.shadow.ShadowSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowSectionTest {

  private static final String PREFIX = "bactrian.shadow.";

  private static Optional<ShadowSettings> read(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(PREFIX + settings[i], settings[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(all)).shadow();
  }

  @Test
  void nothing_is_copied_unless_it_is_wanted() {
    assertThat(read()).isEmpty();
    assertThat(read("use-cases", "general", "tenants", "default")).isEmpty();
  }

  @Test
  void a_candidate_with_nothing_opted_in_stops_the_start() {
    assertThatThrownBy(() -> read("model", "claude-haiku", "tenants", "default"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(PREFIX + "use-cases")
        .hasMessageContaining("the names of the use cases to be copied")
        .hasMessageContaining("nothing is opted in");
    assertThatThrownBy(() -> read("model", "claude-haiku", "use-cases", "general"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(PREFIX + "tenants")
        .hasMessageContaining("default");
  }

  @Test
  void what_is_opted_in_is_named() {
    for (String key : new String[] {"use-cases", "tenants"}) {
      assertThatThrownBy(() -> read(key, "*"))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining(PREFIX + key)
          .hasMessageContaining("'*'")
          .hasMessageContaining("each is named");
    }
    ShadowSettings settings =
        read(
                "model", "claude-haiku",
                "percent", "0.25",
                "use-cases", "general, product_question",
                "tenants", "default")
            .orElseThrow();
    assertThat(settings.useCases()).containsExactlyInAnyOrder("general", "product_question");
    assertThat(settings.percent()).isEqualTo(0.25f);
  }

  @Test
  void the_candidate_is_one_of_the_models() {
    assertThatThrownBy(() -> read("model", "nova"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("one of none, claude-haiku");
  }
}
