package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EdgeSettingsTest {

  @Test
  void a_message_names_the_key_and_the_legal_range() {
    TestSettings port = new TestSettings();
    port.port = 65_536;
    assertThatThrownBy(port::build)
        .hasMessage("bactrian.http.port is 65536, must be from 0 to 65535");
    assertThatThrownBy(new TestSettings().maxBodyBytes(0)::build)
        .hasMessageStartingWith("bactrian.http.max-body-bytes is 0, must be from 1 to ");
    assertThatThrownBy(new TestSettings().headerTimeout(Duration.ZERO)::build)
        .hasMessage("bactrian.http.header-timeout is PT0S, must be from 1ms to 1h");
    assertThatThrownBy(new TestSettings().idleTimeout(null)::build)
        .hasMessageStartingWith("bactrian.http.idle-timeout is null");
    assertThatThrownBy(new TestSettings().admission(0, 1, Duration.ofSeconds(1))::build)
        .hasMessageStartingWith("bactrian.admission.max-in-flight is 0");
    assertThatThrownBy(new TestSettings().admission(1, -1, Duration.ofSeconds(1))::build)
        .hasMessageStartingWith("bactrian.admission.max-waiting is -1");
  }
}
