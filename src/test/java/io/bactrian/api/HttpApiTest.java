package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.CallFailed;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.CapturedLog;
import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.translator.ChatFormat;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.PromptSettings;
import io.bactrian.translator.Refusals;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

class HttpApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ManualClock clock = new ManualClock();
  private final RecordedEvents events = new RecordedEvents();
  private final HttpApi api =
      new HttpApi(
          "/chat",
          new ChatFormat(new PromptSettings("", 10, 0f, "default")),
          HttpApiTest::parse,
          events,
          clock,
          () -> 17,
          new StreamPatience(Duration.ofSeconds(15), Duration.ofMinutes(1)),
          new OpenStreams());
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
  private final long received = clock.getAsLong();

  HttpApiTest() {
    exchange.getMessage().setHeader("x-request-id", "id-5");
    exchange.getMessage().setHeader("x-bactrian-received-nanos", Long.toString(received));
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException bad) {
      throw new UncheckedIOException(bad);
    }
  }

  private GatewayCall call() {
    return GatewayCall.received(
        "id-5",
        "default",
        "chat",
        "default",
        Delivery.whole("haiku"),
        new Question.Converse(Calls.question("Why?")),
        received);
  }

  private String written() {
    ByteBuffer body = (ByteBuffer) exchange.getMessage().getBody();
    return new String(body.array(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private Object header(String name) {
    return exchange.getMessage().getHeader(name);
  }

  private List<String> fail(Exception thrown) {
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, thrown);
    try (CapturedLog log = CapturedLog.of(Refusals.class.getName())) {
      api.fail(exchange);
      return log.lines();
    }
  }

  @Test
  void a_request_becomes_a_call_and_its_headers_are_gone() {
    exchange.getMessage().setHeader("CamelHttpUri", "http://evil.example");
    exchange.getMessage().setBody(Buffer.buffer("{\"content\":\"Why?\"}"));

    api.open(exchange);

    var call = (GatewayCall) exchange.getMessage().getBody();
    assertThat(call.requestId()).isEqualTo("id-5");
    assertThat(call.tenant()).isEqualTo("default");
    assertThat(call.receivedNanos()).isEqualTo(received);
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
  }

  @Test
  void a_request_without_a_body_is_no_call() {
    assertThatThrownBy(() -> api.open(exchange)).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void a_reply_carries_only_what_is_set_here() {
    exchange.getMessage().setHeader("x-evil", "1");
    exchange
        .getMessage()
        .setBody(
            call()
                .answered(
                    List.of(
                        Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT), Calls.ok(Calls.WEST)),
                    new Outcome.Live(Calls.WEST, Calls.answer("So."))));
    clock.advance(Duration.ofMillis(5));

    api.reply(exchange);

    assertThat(exchange.getMessage().getHeaders())
        .containsOnlyKeys(
            Exchange.HTTP_RESPONSE_CODE,
            Exchange.CONTENT_TYPE,
            "x-bactrian-served-by",
            "x-bactrian-attempts",
            "x-bactrian-overhead-ms");
    assertThat(header(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
    assertThat(header(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    assertThat(header("x-bactrian-served-by")).isEqualTo("us-west-2/haiku");
    assertThat(header("x-bactrian-attempts"))
        .isEqualTo("us-east-1/haiku=target-timeout, us-west-2/haiku=ok");
    assertThat(header("x-bactrian-overhead-ms")).isEqualTo("2.000");
    assertThat(written()).startsWith("{\"response\":\"So.\"");
    assertThat(events.of(CallFinished.class))
        .singleElement()
        .satisfies(
            finished -> {
              assertThat(finished.status()).isEqualTo(200);
              assertThat(finished.durationNanos()).isEqualTo(5_000_000);
            });
  }

  @Test
  void an_apology_says_that_it_is_one_and_when_to_come_back() {
    exchange
        .getMessage()
        .setBody(call().ended(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT)));
    api.reply(exchange);

    assertThat(header(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
    assertThat(header("x-bactrian-degraded")).isEqualTo("target-timeout");
    assertThat(header("x-bactrian-served-by")).isEqualTo("degraded");
    assertThat(header("x-bactrian-attempts")).isEqualTo("none");
    assertThat(header("Retry-After")).isEqualTo("17");
  }

  @Test
  void a_kept_answer_says_its_age_and_whether_it_stands_in() {
    var answer = Calls.answer("So.");
    exchange
        .getMessage()
        .setBody(
            call().ended(new Outcome.Cached(Calls.EAST, answer, Duration.ofMillis(61_999), true)));
    api.reply(exchange);
    assertThat(header("Age")).isEqualTo("61");
    assertThat(header("x-bactrian-degraded")).isEqualTo("cache");
    assertThat(header("x-bactrian-served-by")).isEqualTo("cache");
    assertThat(header("Retry-After")).isNull();

    exchange
        .getMessage()
        .setBody(call().ended(new Outcome.Cached(Calls.EAST, answer, Duration.ZERO, false)));
    api.reply(exchange);
    assertThat(header("Age")).isEqualTo("0");
    assertThat(header("x-bactrian-degraded")).isNull();
  }

  @Test
  void overhead_is_never_negative() {
    exchange
        .getMessage()
        .setBody(
            call()
                .answered(
                    List.of(Calls.ok(Calls.WEST)),
                    new Outcome.Live(Calls.WEST, Calls.answer("So."))));
    api.reply(exchange);
    assertThat(header("x-bactrian-overhead-ms")).isEqualTo("0.000");
  }

  @Test
  void what_is_no_call_gets_the_protocols_error_and_no_call_event() {
    exchange.getMessage().setHeader("x-evil", "1");
    fail(new InvalidRequest("field 'content' is required"));

    assertThat(written()).isEqualTo("{\"detail\":\"field 'content' is required\"}");
    assertThat(exchange.getMessage().getHeaders())
        .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE);
    assertThat(header(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(400);
    assertThat(events.of(RequestFinished.class))
        .containsExactly(new RequestFinished("id-5", "POST", "/chat", 400, 0));
    assertThat(events.of(CallFinished.class)).isEmpty();
  }

  @Test
  void a_callers_fault_on_the_way_ends_the_call_with_its_words() {
    exchange.getMessage().setBody(call());
    fail(new CallFailed(FailureKind.CALLER_UNKNOWN_MODEL, List.of(), "No 'x'."));

    assertThat(header(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
    assertThat(header("x-bactrian-served-by")).isEqualTo("none");
    assertThat(written()).isEqualTo("{\"detail\":\"No 'x'.\"}");
    assertThat(events.of(CallFinished.class)).hasSize(1);
  }

  @Test
  void a_failure_of_our_own_tells_nothing_but_the_request_id() {
    exchange.getMessage().setBody(call());
    assertThat(fail(new IllegalStateException("secret internals")))
        .containsExactly("Request id-5 failed in the gateway itself");
    assertThat(header(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(500);
    assertThat(written()).contains("\"The gateway failed to answer; see request id id-5.\"");
  }

  @Test
  void a_failure_of_our_own_before_there_was_a_call_tells_no_more() {
    assertThat(fail(new IllegalStateException("secret internals"))).hasSize(1);
    assertThat(written()).doesNotContain("secret").contains("id-5");
    assertThat(header(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(500);
  }

  @Test
  void a_route_that_replaced_the_message_and_failed_is_answered() {
    exchange.getMessage().setBody(Buffer.buffer("{\"content\":\"Why?\"}"));
    api.open(exchange);
    exchange.setMessage(new DefaultMessage(exchange.getContext()));
    fail(new IllegalStateException("secret"));
    assertThat(written()).contains("id-5");
  }
}
