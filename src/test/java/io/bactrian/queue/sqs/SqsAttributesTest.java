package io.bactrian.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class SqsAttributesTest {

  @Test
  void a_reply_has_ten_at_most_and_what_says_most_is_among_them() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      many.put("a" + i, "x");
    }
    many.put("status", "200");
    many.put("bactrian_served_by", "us-east-1/haiku");

    assertThat(SqsAttributes.ofReply("c1", many))
        .hasSize(10)
        .containsKeys("CorrelationId", "status", "bactrian_served_by");
  }

  @Test
  void what_sqs_would_refuse_is_not_written() {
    var attributes =
        SqsAttributes.written(
            Map.of("empty", "", "odd", "a\u0000b\ud800", "long", "x".repeat(9_999)));

    assertThat(attributes).doesNotContainKey("empty");
    assertThat(attributes.get("odd").stringValue()).isEqualTo("a?b?");
    assertThat(attributes.get("long").stringValue()).hasSize(1_024);
  }

  @Test
  void only_texts_are_read_and_only_by_their_exact_name() {
    var attributes =
        Map.of(
            "api", value("String", "chat"),
            "Model", value("String", "m"),
            "deadline", value("Number", "1"),
            "geo", value("String.json", "eu"));

    assertThat(SqsAttributes.text(attributes, "api")).contains("chat");
    assertThat(SqsAttributes.text(attributes, "model")).isEmpty();
    assertThat(SqsAttributes.text(attributes, "deadline")).isEmpty();
    assertThat(SqsAttributes.text(attributes, "geo")).isEmpty();
  }

  @Test
  void json_with_characters_that_sqs_refuses_stays_the_same_json() {
    assertThat(SqsText.legalJson("{\"a\":\"\uffff\u00e9\ud83d\ude00\"}"))
        .isEqualTo("{\"a\":\"\\uffff\u00e9\ud83d\ude00\"}");
  }

  private static MessageAttributeValue value(String type, String text) {
    return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
  }
}
