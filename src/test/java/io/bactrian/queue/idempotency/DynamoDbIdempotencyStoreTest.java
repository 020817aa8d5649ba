package io.bactrian.queue.idempotency;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.fixture.DynamoDbLocal;
import io.bactrian.fixture.MadeUpCredentials;
import io.bactrian.fixture.ManualClock;
import io.bactrian.queue.QueueReply;
import io.bactrian.store.DynamoDbSettings;
import io.bactrian.store.DynamoDbTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Against DynamoDB Local. */
@ExtendWith(DynamoDbLocal.Once.class)
class DynamoDbIdempotencyStoreTest extends IdempotencyStoreContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Work WORK = new Work("key", "content", "message");

  private static MadeUpCredentials credentials;
  private static DynamoDbLocal server;

  private final ManualClock clock = new ManualClock();
  private final DynamoDbIdempotencyStore store = storeAt(server.endpoint(), Duration.ofSeconds(30));

  @BeforeAll
  static void start(DynamoDbLocal once) {
    credentials = new MadeUpCredentials();
    server = once;
  }

  @AfterAll
  static void stop() {
    credentials.close();
  }

  private DynamoDbIdempotencyStore storeAt(URI endpoint, Duration answer) {
    var settings = new DynamoDbSettings(DynamoDbLocal.REPLIES, "us-east-1", Optional.of(endpoint));
    return new DynamoDbIdempotencyStore(new DynamoDbTable(settings, 64, answer), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  IdempotencyStore store() {
    return store;
  }

  @Override
  void letTimePass() {
    clock.advance(Duration.ofSeconds(2));
  }

  @Test
  void a_server_that_never_answers_is_told_as_no_answer() throws IOException {
    try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var silent =
            storeAt(
                URI.create("http://127.0.0.1:" + hole.getLocalPort()), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> silent.claim(WORK, MINUTE)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_reply_that_is_larger_than_an_item_may_be_is_told_as_not_kept() {
    var reply = new QueueReply(200, new byte[400_000], Map.of());
    assertThatThrownBy(() -> store.keep(WORK, reply, MINUTE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("size");
  }
}
