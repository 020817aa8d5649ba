package io.bactrian.scenario;

import java.util.function.Function;

/** Every protocol that streams, with its own client. */
enum StreamProtocol {
  CHAT(gateway -> new SseStreamClient(gateway, "/chat", "content"), 1),
  GENERATE(gateway -> new SseStreamClient(gateway, "/generate", "prompt"), 1),
  OPENAI(OpenAiStreamClient::new, 1),
  ANTHROPIC(AnthropicStreamClient::new, 1),
  CONVERSE(ConverseStreamClient::new, 1),
  INVOKE(InvokeStreamClient::new, 2);

  private final Function<RunningGateway, StreamingClient> client;
  private final int eventsBeforeContent;

  StreamProtocol(Function<RunningGateway, StreamingClient> client, int eventsBeforeContent) {
    this.client = client;
    this.eventsBeforeContent = eventsBeforeContent;
  }

  StreamingClient connect(RunningGateway gateway) {
    return client.apply(gateway);
  }

  /** How many events Bedrock sends before the first with content. */
  int eventsBeforeContent() {
    return eventsBeforeContent;
  }
}
