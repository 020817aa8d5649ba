package io.bactrian.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every endpoint for calls, whole and streamed, each with a question to the asked model. */
enum Endpoint {
  CHAT("/chat", "{'content':'%s'}", "'status':'success'", ""),
  CHAT_STREAM("/chat", "{'content':'%s','stream':true}", "'status':'success'", ""),
  GENERATE("/generate", "{'prompt':'%s'}", "'response':", "'model_used':'FALLBACK:%2$s'"),
  GENERATE_STREAM(
      "/generate",
      "{'prompt':'%s','stream':true}",
      "'status':'success'",
      "'model_used':'FALLBACK:%2$s'"),
  OPENAI(
      "/v1/chat/completions",
      "{'model':'%2$s','messages':[{'role':'user','content':'%s'}]}",
      "'finish_reason':'stop'",
      "'model':'%s'"),
  OPENAI_STREAM(
      "/v1/chat/completions",
      "{'model':'%2$s','stream':true,'messages':[{'role':'user','content':'%s'}]}",
      "data: [DONE]",
      "'model':'%s'"),
  ANTHROPIC(
      "/v1/messages",
      "{'model':'%2$s','max_tokens':99,'messages':[{'role':'user','content':'%s'}]}",
      "'stop_reason':'end_turn'",
      "'model':'%s'"),
  ANTHROPIC_STREAM(
      "/v1/messages",
      "{'model':'%2$s','max_tokens':99,'stream':true,'messages':[{'role':'user','content':'%s'}]}",
      "event: message_stop",
      "'model':'%s'"),
  CONVERSE(
      "/model/%s/converse",
      "{'messages':[{'role':'user','content':[{'text':'%s'}]}]}", "'stopReason':'end_turn'", ""),
  CONVERSE_STREAM(
      "/model/%s/converse-stream",
      "{'messages':[{'role':'user','content':[{'text':'%s'}]}]}", "'stopReason':'end_turn'", ""),
  INVOKE(
      "/model/%s/invoke",
      "{'anthropic_version':'bedrock-2023-05-31','max_tokens':99,"
          + "'messages':[{'role':'user','content':'%s'}]}",
      "'stop_reason':'end_turn'",
      ""),
  INVOKE_STREAM(
      "/model/%s/invoke-with-response-stream",
      "{'anthropic_version':'bedrock-2023-05-31','max_tokens':99,"
          + "'messages':[{'role':'user','content':'%s'}]}",
      "'stop_reason':'end_turn'",
      ""),
  COUNT_TOKENS(
      "/model/%s/count-tokens",
      "{'input':{'converse':{'messages':[{'role':'user','content':[{'text':'%s'}]}]}}}",
      "'inputTokens':",
      ""),
  ANTHROPIC_COUNT_TOKENS(
      "/v1/messages/count_tokens",
      "{'model':'%2$s','messages':[{'role':'user','content':'%s'}]}",
      "'input_tokens':",
      "");

  private static final Pattern CHUNK = Pattern.compile("\"bytes\":\"([^\"]+)\"");

  private final String path;
  private final String question;
  private final String complete;
  private final String otherModel;

  /**
   * JSON is in single quotes.
   *
   * @param path with a place for the model's alias
   * @param question with places for a text and for the model's alias
   * @param complete what only a whole answer has
   * @param otherModel what an answer of another than the asked model has besides, with places for
   *     that one's alias and Bedrock id
   */
  Endpoint(String path, String question, String complete, String otherModel) {
    this.path = path;
    this.question = question;
    this.complete = complete;
    this.otherModel = otherModel;
  }

  /** Asks a model, where the endpoint lets one choose. */
  SseCall ask(RunningGateway gateway, String model, String text) {
    return SseCall.send(gateway, path.formatted(model), json(question, text, model));
  }

  /** The same before it is sent, for headers of its own. */
  HttpRequest request(RunningGateway gateway, String model, String text) {
    return SseCall.request(gateway, path.formatted(model), json(question, text, model));
  }

  void assertComplete(SseCall reply) {
    assertThat(reply.status()).as("%s: %s", this, reply).isEqualTo(200);
    assertThat(text(reply)).as(name()).contains(json(complete)).doesNotContain(":exception-type");
  }

  /** Asserts that the body names the other model where the protocol has a place for it. */
  void assertNames(SseCall reply, String model, String modelId) {
    assertThat(text(reply)).as(name()).contains(json(otherModel, model, modelId));
  }

  /** Asserts that a simulated model of that id wrote the answer; a count is written by nobody. */
  void assertSaidBy(SseCall reply, String modelId) {
    if (this != COUNT_TOKENS && this != ANTHROPIC_COUNT_TOKENS) {
      assertThat(text(reply)).as(name()).contains(modelId);
    }
  }

  /** Chunks of a model's own format are readable here. */
  private static String text(SseCall reply) {
    return CHUNK
        .matcher(String.join("\n", reply.lines()))
        .replaceAll(
            chunk ->
                Matcher.quoteReplacement(
                    chunk.group() + new String(Base64.getDecoder().decode(chunk.group(1)), UTF_8)));
  }

  private static String json(String quoted, Object... values) {
    return quoted.replace('\'', '"').formatted(values);
  }
}
