package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

class PromptPrefixTest {

  private static final ContentBlock POINT =
      ContentBlock.fromCachePoint(point -> point.type(CachePointType.DEFAULT));
  private static final SystemContentBlock SYSTEM_POINT =
      SystemContentBlock.fromCachePoint(point -> point.type(CachePointType.DEFAULT));

  private static long of(String tenant, Question question) {
    Delivery whole = Delivery.whole("haiku");
    return PromptPrefix.of(GatewayCall.received("id-1", tenant, "chat", "x", whole, question, 0));
  }

  private static long of(Consumer<ConverseRequest.Builder> question) {
    var request = ConverseRequest.builder();
    question.accept(request);
    return of("default", new Question.Converse(request.build()));
  }

  private static Message user(ContentBlock... content) {
    return Message.builder().role(ConversationRole.USER).content(content).build();
  }

  private static ContentBlock text(String text) {
    return ContentBlock.fromText(text);
  }

  private static long asked(String system, Message... messages) {
    return of(q -> q.system(SystemContentBlock.fromText(system)).messages(messages));
  }

  private static long invoked(String body) {
    return of(
        "default",
        new Question.Invoke(
            InvokeModelRequest.builder().body(SdkBytes.fromUtf8String(body)).build()));
  }

  @Test
  void a_conversation_keeps_its_prefix_while_it_grows_and_its_cache_point_moves_on() {
    long first = asked("Be brief.", user(text("Why?"), POINT));
    assertThat(
            asked("Be brief.", user(text("Why?")), user(text("So.")), user(text("Really?"), POINT)))
        .isEqualTo(first);
    assertThat(asked("Be brief.", user(text("How?"), POINT))).isNotEqualTo(first);
    assertThat(asked("Be long.", user(text("Why?"), POINT))).isNotEqualTo(first);
  }

  @Test
  void what_follows_the_cache_point_of_the_first_message_does_not_matter() {
    assertThat(asked("s", user(text("a document"), POINT, text("Who?"))))
        .isEqualTo(asked("s", user(text("a document"), POINT, text("What?"))));
  }

  @Test
  void conversations_share_a_system_prompt_that_alone_ends_in_a_cache_point() {
    long first =
        of(
            q ->
                q.system(SystemContentBlock.fromText("law"), SYSTEM_POINT)
                    .messages(user(text("Why?"))));
    assertThat(
            of(
                q ->
                    q.system(SystemContentBlock.fromText("law"), SYSTEM_POINT)
                        .messages(user(text("How?")))))
        .isEqualTo(first);
    assertThat(
            of(
                q ->
                    q.system(SystemContentBlock.fromText("law"), SYSTEM_POINT)
                        .messages(user(text("How?")), user(text("So?"), POINT))))
        .isNotEqualTo(first);
  }

  @Test
  void tools_tenants_and_models_have_prefixes_of_their_own() {
    Tool tool = Tool.fromToolSpec(spec -> spec.name("look-up"));
    Tool other = Tool.fromToolSpec(spec -> spec.name("add"));
    long plain = of(q -> q.messages(user(text("?"))));
    long with = of(q -> q.toolConfig(t -> t.tools(tool)).messages(user(text("?"))));
    long withOther = of(q -> q.toolConfig(t -> t.tools(other)).messages(user(text("?"))));
    var question = new Question.Converse(Calls.question("?"));
    assertThat(List.of(plain, with, withOther)).doesNotHaveDuplicates();
    assertThat(of("one", question)).isNotEqualTo(of("other", question));
    assertThat(PromptPrefix.of(Calls.asking("?").withPlan("sonnet", List.of())))
        .isNotEqualTo(PromptPrefix.of(Calls.asking("?")));
  }

  @Test
  void of_a_body_in_a_models_own_format_the_head_counts() {
    String head = "x".repeat(4_096);
    assertThat(invoked(head + "one")).isEqualTo(invoked(head + "two"));
    assertThat(invoked("one")).isNotEqualTo(invoked("two"));
  }

  @Test
  void counts_of_tokens_go_anywhere() {
    var count = new Question.CountTokens(CountTokensRequest.builder().build());
    Delivery whole = Delivery.whole("haiku");
    var one = GatewayCall.received("id-1", "default", "count", "x", whole, count, 0);
    var other = GatewayCall.received("id-2", "default", "count", "x", whole, count, 0);
    assertThat(PromptPrefix.of(one)).isNotEqualTo(PromptPrefix.of(other));
  }

  @Test
  void every_process_finds_the_same_number() {
    Document schema =
        Document.mapBuilder()
            .putString("type", "object")
            .putNumber("size", 3)
            .putBoolean("strict", true)
            .putList("required", list -> list.addString("city"))
            .build();
    Tool tool = Tool.fromToolSpec(spec -> spec.name("t").inputSchema(s -> s.json(schema)));
    long prefix =
        of(
            q ->
                q.toolConfig(t -> t.tools(tool))
                    .system(SystemContentBlock.fromText("s"))
                    .messages(user(text("?"))));
    assertThat(prefix).isEqualTo(5_518_025_006_330_114_231L);
  }
}
