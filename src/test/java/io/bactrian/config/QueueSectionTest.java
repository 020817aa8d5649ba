package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.store.DynamoDbSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueSectionTest {

  private static final String PREFIX = "bactrian.queue.idempotency.";

  private static QueueSection.Idempotency read(Map<String, String> settings) {
    return SettingsParser.parse(SettingSources.packedWith(settings)).queues().idempotency();
  }

  @Test
  void redis_must_have_an_address() {
    assertThatThrownBy(() -> read(Map.of(PREFIX + "store", "redis")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.redis.uri")
        .hasMessageContaining("the Redis that bactrian.queue.idempotency.store names");
    assertThat(
            read(Map.of(PREFIX + "store", "redis", "bactrian.redis.uri", "redis://redis")).store())
        .isEqualTo("redis");
  }

  @Test
  void the_table_is_in_the_first_region_and_aws_s_own_unless_told_otherwise() {
    assertThat(read(Map.of("bactrian.regions", "eu-west-1,us-east-1")).dynamoDb())
        .isEqualTo(new DynamoDbSettings("bactrian-replies", "eu-west-1", Optional.empty()));
    assertThat(
            read(Map.of(
                    PREFIX + "dynamodb.table", "replies",
                    PREFIX + "dynamodb.region", "us-west-2",
                    PREFIX + "dynamodb.endpoint", "http://localhost:8000"))
                .dynamoDb())
        .isEqualTo(
            new DynamoDbSettings(
                "replies", "us-west-2", Optional.of(URI.create("http://localhost:8000"))));
  }

  @Test
  void an_endpoint_that_is_none_is_told_by_its_key() {
    assertThatThrownBy(() -> read(Map.of(PREFIX + "dynamodb.endpoint", "localhost:8000")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(PREFIX + "dynamodb.endpoint")
        .hasMessageContaining("an http or https address");
  }
}
