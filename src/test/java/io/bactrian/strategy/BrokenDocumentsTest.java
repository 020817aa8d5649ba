package io.bactrian.strategy;

import static io.bactrian.strategy.Documents.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.strategy.StrategyInForce.Current;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is broken of a good document, the one before stays in force. */
class BrokenDocumentsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] GOOD = bytes(Documents.FULL);

  private final RecordedEvents events = new RecordedEvents();
  private final StrategyInForce inForce =
      new StrategyInForce(Documents.parser(), events, () -> Instant.EPOCH);

  @Test
  void a_thousand_broken_documents_are_refused_with_a_reason() throws JsonProcessingException {
    assertThat(inForce.offer(Documents.ofVersion("before"), "file")).isTrue();
    Current before = inForce.current().orElseThrow();

    List<byte[]> broken = new ArrayList<>(truncated());
    broken.addAll(ofWrongTypes());
    broken.addAll(ofUnknownModels());
    broken.addAll(cyclic());
    broken.addAll(withStrayBytes());
    assertThat(broken.size()).isGreaterThan(1_000);
    for (byte[] document : broken) {
      assertThat(inForce.offer(document, "file")).as(new String(document, UTF_8)).isFalse();
      assertThat(inForce.current()).containsSame(before);
      assertThat(inForce.refusal().orElseThrow().reason()).contains(": ").hasSizeLessThan(4_000);
    }
    assertThat(events.of(StrategyChanged.class)).hasSize(1);
    assertThat(events.of(StrategyRefused.class).size()).isGreaterThan(1_000);
    assertThat(inForce.offer(GOOD, "file")).isTrue();
  }

  @Test
  void a_flipped_bit_is_refused_or_makes_another_whole_document() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] flipped = GOOD.clone();
      flipped[random.nextInt(GOOD.length)] ^= (byte) (1 << random.nextInt(7));
      var before = inForce.current();
      if (inForce.offer(flipped, "file")) {
        assertThat(inForce.current().orElseThrow().digest())
            .isEqualTo(StrategyParser.digest(flipped));
      } else {
        assertThat(inForce.current()).isEqualTo(before);
      }
    }
  }

  private static List<byte[]> truncated() {
    List<byte[]> all = new ArrayList<>();
    for (int length = 0; length < GOOD.length; length++) {
      all.add(java.util.Arrays.copyOf(GOOD, length));
    }
    return all;
  }

  /** No place may have any of these values. */
  private static List<byte[]> ofWrongTypes() throws JsonProcessingException {
    List<byte[]> all = new ArrayList<>();
    for (String pointer : pointers()) {
      for (String wrong : List.of("null", "true", "-1", "[[]]", "{\"x\":null}")) {
        all.add(replaced(pointer, JSON.readTree(wrong)));
      }
    }
    return all;
  }

  private static List<byte[]> ofUnknownModels() throws JsonProcessingException {
    List<byte[]> all = new ArrayList<>();
    for (String pointer : pointers()) {
      String value = JSON.readTree(Documents.FULL).at(pointer).asText();
      if (Documents.KNOWN.alias(value).isPresent()) {
        all.add(replaced(pointer, JSON.getNodeFactory().textNode("unknown-of" + pointer)));
      }
    }
    assertThat(all).hasSize(4);
    return all;
  }

  private static List<byte[]> cyclic() throws JsonProcessingException {
    List<byte[]> all = new ArrayList<>();
    for (String cycle :
        List.of(
            "[\"sonnet\"]",
            "[\"titan\", \"sonnet\"]",
            "[\"titan\", \"titan\"]",
            "[\"titan\", \"" + Documents.TITAN_ID + "\"]",
            "[\"" + Documents.SONNET_ID + "\"]")) {
      all.add(replaced("/fallback_models", JSON.readTree(cycle)));
    }
    return all;
  }

  /** A byte that no text in UTF-8 has between two letters. */
  private static List<byte[]> withStrayBytes() {
    Random random = new Random(42);
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] stray = GOOD.clone();
      stray[random.nextInt(GOOD.length)] |= (byte) 0x80;
      all.add(stray);
    }
    return all;
  }

  private static byte[] replaced(String pointer, JsonNode by) throws JsonProcessingException {
    JsonNode root = JSON.readTree(Documents.FULL);
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1).replace("~1", "/");
    if (parent instanceof ObjectNode object) {
      object.set(name, by);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), by);
    }
    return bytes(root.toString());
  }

  private static List<String> pointers() throws JsonProcessingException {
    List<String> all = new ArrayList<>();
    collect(JSON.readTree(Documents.FULL), "", all);
    return all;
  }

  private static void collect(JsonNode node, String at, List<String> all) {
    if (!at.isEmpty()) {
      all.add(at);
    }
    node.properties()
        .forEach(
            entry -> collect(entry.getValue(), at + "/" + entry.getKey().replace("/", "~1"), all));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at + "/" + i, all);
    }
  }
}
