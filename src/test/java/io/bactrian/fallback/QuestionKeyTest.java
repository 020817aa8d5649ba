package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

class QuestionKeyTest {

  private final QuestionKey keys = new QuestionKey();

  private String key(ConverseRequest request) {
    return keys.of(call("default", "haiku", request));
  }

  private String key(Document document) {
    return key(ConverseRequest.builder().additionalModelRequestFields(document).build());
  }

  private static GatewayCall call(String tenant, String model, ConverseRequest request) {
    return GatewayCall.received(
        "id", tenant, "chat", "general", Delivery.whole(model), new Question.Converse(request), 0);
  }

  @Test
  void is_a_full_sha_256() {
    assertThat(key(Calls.question("Why?"))).matches("[0-9a-f]{64}");
  }

  @Test
  void is_the_same_for_the_same_question_whoever_carries_it() {
    ConverseRequest why = Calls.question("Why?");
    var other =
        GatewayCall.received(
            "id-2",
            "default",
            "generate",
            "sales",
            Delivery.whole("haiku"),
            new Question.Converse(why),
            99);
    assertThat(keys.of(other)).isEqualTo(key(Calls.question("Why?")));
  }

  @Test
  void tells_tenants_and_models_apart() {
    ConverseRequest why = Calls.question("Why?");
    assertThat(keys.of(call("other", "haiku", why))).isNotEqualTo(key(why));
    assertThat(keys.of(call("default", "sonnet", why))).isNotEqualTo(key(why));
    assertThat(keys.of(call("ab", "c", why))).isNotEqualTo(keys.of(call("a", "bc", why)));
  }

  @Test
  void a_body_of_a_models_own_has_another_key_streamed_and_a_conversation_has_not() {
    var body =
        new Question.Invoke(
            InvokeModelRequest.builder().body(SdkBytes.fromUtf8String("{}")).build());
    var conversation = new Question.Converse(Calls.question("Why?"));
    assertThat(key(body, true)).isEqualTo(key(body, true)).isNotEqualTo(key(body, false));
    assertThat(key(conversation, true)).isEqualTo(key(conversation, false));
  }

  private String key(Question question, boolean streamed) {
    return keys.of(
        GatewayCall.received(
            "id",
            "default",
            "invoke",
            "general",
            new Delivery("haiku", streamed, streamed),
            question,
            0));
  }

  @Test
  void every_member_of_a_request_at_any_depth_changes_it() {
    List<SdkPojo> variants = RequestVariants.of(ConverseRequest::builder);
    Map<String, SdkPojo> seen = new HashMap<>();
    seen.put(key(ConverseRequest.builder().build()), ConverseRequest.builder().build());
    for (SdkPojo variant : variants) {
      SdkPojo same = seen.put(key((ConverseRequest) variant), variant);
      assertThat(same).as("has the same key as " + variant).isNull();
    }
    assertThat(topMembers(variants))
        .containsExactlyInAnyOrderElementsOf(
            ConverseRequest.builder().sdkFields().stream().map(SdkField::memberName).toList());
  }

  private static List<String> topMembers(List<SdkPojo> variants) {
    return variants.stream()
        .flatMap(
            variant ->
                variant.sdkFields().stream()
                    .filter(field -> isSet(field.getValueOrDefault(variant)))
                    .map(SdkField::memberName))
        .distinct()
        .toList();
  }

  private static boolean isSet(Object value) {
    return value != null
        && !(value instanceof List<?> list && list.isEmpty())
        && !(value instanceof Map<?, ?> map && map.isEmpty());
  }

  @Test
  void tells_types_apart() {
    List<Document> documents =
        List.of(
            Document.fromString("1"),
            Document.fromNumber(1),
            Document.fromBoolean(true),
            Document.fromString("true"),
            Document.fromNull(),
            Document.fromString("null"),
            Document.fromString("Null"),
            Document.fromString(""),
            Document.fromMap(Map.of()),
            Document.fromList(List.of()),
            Document.fromList(List.of(Document.fromNumber(1))),
            Document.fromList(List.of(Document.fromList(List.of(Document.fromNumber(1))))),
            Document.fromMap(Map.of("1", Document.fromNull())));
    assertThat(documents.stream().map(this::key).distinct()).hasSameSizeAs(documents);
  }

  @Test
  void the_order_of_map_entries_does_not_matter() {
    Map<String, Document> one = new LinkedHashMap<>();
    one.put("a", Document.fromNumber(1));
    one.put("b", Document.fromNumber(2));
    Map<String, Document> other = new LinkedHashMap<>();
    other.put("b", Document.fromNumber(2));
    other.put("a", Document.fromNumber(1));
    assertThat(key(Document.fromMap(one))).isEqualTo(key(Document.fromMap(other)));
  }

  @Test
  void the_order_and_the_borders_of_list_items_do_matter() {
    assertThat(key(texts("a", "b"))).isNotEqualTo(key(texts("b", "a")));
    assertThat(key(texts("ab", "c"))).isNotEqualTo(key(texts("a", "bc")));
    assertThat(key(texts("abc"))).isNotEqualTo(key(texts("ab", "c")));
    assertThat(key(texts("a", ""))).isNotEqualTo(key(texts("a")));
    assertThat(key(texts("text"))).isNotEqualTo(key(texts("text", "text")));
  }

  private static ConverseRequest texts(String... texts) {
    List<ContentBlock> blocks = new ArrayList<>();
    for (String text : texts) {
      blocks.add(ContentBlock.fromText(text));
    }
    return ConverseRequest.builder().messages(Message.builder().content(blocks).build()).build();
  }

  @Test
  void is_equal_exactly_when_random_requests_are() {
    var random = new Random(7);
    Map<String, ConverseRequest> seen = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      ConverseRequest request = random(random);
      ConverseRequest same = seen.putIfAbsent(key(request), request);
      assertThat(same).isIn(null, request);
      assertThat(key(request.toBuilder().build())).isEqualTo(key(request));
    }
    assertThat(seen.values().stream().distinct().count()).isEqualTo(seen.size());
  }

  /** Small alphabets and sizes, so that near misses and repetitions are frequent. */
  private static ConverseRequest random(Random random) {
    ConverseRequest.Builder request = ConverseRequest.builder();
    request.additionalModelRequestFields(document(random, 3));
    request.messages(
        random
            .ints(random.nextInt(3), 0, 3)
            .mapToObj(n -> texts("ab".repeat(n)).messages().getFirst())
            .toList());
    if (random.nextBoolean()) {
      request.inferenceConfig(c -> c.maxTokens(random.nextInt(2)));
    }
    if (random.nextBoolean()) {
      request.requestMetadata(Map.of("k", "ab".substring(random.nextInt(2))));
    }
    return request.build();
  }

  private static Document document(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Document.fromString("1");
      case 1 -> Document.fromNumber(random.nextInt(2));
      case 2 -> Document.fromBoolean(random.nextBoolean());
      case 3 -> Document.fromNull();
      case 4 ->
          Document.fromList(
              random.ints(random.nextInt(3)).mapToObj(n -> document(random, depth - 1)).toList());
      default ->
          Document.fromMap(
              random
                  .ints(random.nextInt(3), 0, 3)
                  .distinct()
                  .boxed()
                  .collect(Collectors.toMap(n -> "k" + n, n -> document(random, depth - 1))));
    };
  }
}
