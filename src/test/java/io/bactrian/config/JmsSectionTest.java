package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the JMS broker: what is derived from them, and what is refused. */
class JmsSectionTest {

  private static JmsSection.Jms parse(String... settings) {
    return parsed(settings).queues().jms();
  }

  private static GatewaySettings parsed(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(all));
  }

  @Test
  void a_queue_is_named_at_the_broker_as_with_us_unless_told() {
    var jms =
        parse(
            "bactrian.jms.queues", "orders,mail",
            "bactrian.jms.queue.mail.address", "Mail.Requests");
    assertThat(jms.names().requests())
        .isEqualTo(Map.of("orders", "orders", "mail", "Mail.Requests"));
  }

  @Test
  void a_password_is_shown_nowhere() {
    var jms =
        parse(
            "bactrian.jms.broker", "tcp://host:61616?trustStorePassword=hidden",
            "bactrian.jms.user", "bactrian",
            "bactrian.jms.password", "hidden");
    assertThat(jms.broker().credentials().toString()).doesNotContain("hidden");
    assertThat(jms.broker().shown()).isEqualTo("tcp://host:61616");
    assertThatThrownBy(() -> parse("bactrian.jms.broker", "http://host?password=hidden"))
        .hasMessageContaining("http://host")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bactrian.jms.queues              | retry            | other names than retry",
        "bactrian.jms.queues              | bactrian.retry   | named twice",
        "bactrian.jms.reply-queue         | bactrian.retry   | named twice",
        "bactrian.jms.retry-queue         | a?selector=b     | a-z",
        "bactrian.jms.dead-letter-queue   | a::b             | a-z",
        "bactrian.jms.reply-addresses     | a.*,b::c         | temporary",
        "bactrian.jms.embedded.host       | 0.0.0.0          | bactrian.jms.user",
        "bactrian.jms.user                | alone            | together",
        "bactrian.jms.queue.other.address | any              | unknown setting"
      })
  void what_would_not_work_stops_the_start(String key, String value, String allowed) {
    assertThatThrownBy(() -> parse(key, value))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(allowed);
  }

  @Test
  void other_machines_are_let_in_with_a_user() {
    var jms =
        parse(
            "bactrian.jms.embedded.host", "0.0.0.0",
            "bactrian.jms.user", "bactrian",
            "bactrian.jms.password", "hidden");
    assertThat(jms.broker().url()).isEqualTo("tcp://0.0.0.0:61616");
  }
}
