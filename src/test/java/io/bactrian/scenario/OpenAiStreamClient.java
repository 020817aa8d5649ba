package io.bactrian.scenario;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

/** OpenAI's own client for Java. */
final class OpenAiStreamClient extends StreamingClient {

  private final OpenAIClient client;

  OpenAiStreamClient(RunningGateway gateway) {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + gateway.port() + "/v1")
            .apiKey("anybody")
            .build();
  }

  @Override
  void stream() {
    var question =
        ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(QUESTION).build();
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> reply =
            client.chat().completions().withRawResponse().createStreaming(question);
        StreamResponse<ChatCompletionChunk> answer = reply.parse()) {
      begun(reply.headers().values("x-bactrian-attempts"));
      answer.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .filter(content -> !content.isEmpty())
          .forEach(this::piece);
    }
  }

  @Override
  Class<? extends Throwable> broken() {
    return SseException.class;
  }

  @Override
  Class<? extends Throwable> refused() {
    return BadRequestException.class;
  }

  @Override
  public void close() {
    client.close();
  }
}
