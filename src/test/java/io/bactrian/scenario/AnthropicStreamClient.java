package io.bactrian.scenario;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.SseException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;

/** Anthropic's own client for Java. */
final class AnthropicStreamClient extends StreamingClient {

  private final AnthropicClient client;

  AnthropicStreamClient(RunningGateway gateway) {
    client =
        AnthropicOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + gateway.port())
            .apiKey("anybody")
            .build();
  }

  @Override
  void stream() {
    var question =
        MessageCreateParams.builder().model(MODEL).maxTokens(500).addUserMessage(QUESTION).build();
    try (HttpResponseFor<StreamResponse<RawMessageStreamEvent>> reply =
            client.messages().withRawResponse().createStreaming(question);
        StreamResponse<RawMessageStreamEvent> answer = reply.parse()) {
      begun(reply.headers().values("x-bactrian-attempts"));
      answer.stream()
          .flatMap(event -> event.contentBlockDelta().stream())
          .forEach(more -> piece(more.delta().asText().text()));
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
