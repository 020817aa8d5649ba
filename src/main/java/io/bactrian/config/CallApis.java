package io.bactrian.config;

import io.bactrian.api.HttpApi;
import io.bactrian.api.ModelsApi;
import io.bactrian.api.StreamPatience;
import io.bactrian.event.EventPublisher;
import io.bactrian.ingress.json.JsonBodies;
import io.bactrian.translator.ChatFormat;
import io.bactrian.translator.GenerateFormat;
import io.bactrian.translator.WireFormat;
import io.bactrian.translator.anthropic.AnthropicFormat;
import io.bactrian.translator.anthropic.AnthropicSettings;
import io.bactrian.translator.anthropic.AnthropicTokensFormat;
import io.bactrian.translator.converse.BedrockTokensFormat;
import io.bactrian.translator.converse.ConverseFormat;
import io.bactrian.translator.converse.InvokeFormat;
import io.bactrian.translator.openai.OpenAiFormat;
import io.bactrian.translator.openai.OpenAiModels;
import org.apache.camel.main.Main;

/**
 * Binds what speaks each of the protocols. A new one is a line here, a translator and an endpoint.
 */
final class CallApis {

  private static final String USE_CASE = "default";
  private static final String CONVERSE = "/model/{modelId}/converse";
  private static final String INVOKE = "/model/{modelId}/invoke";

  private final Main main;
  private final GatewaySettings settings;
  private final CallPath path;
  private final EventPublisher events;
  private final Sources sources;
  private final JsonBodies bodies;
  private final StreamPatience patience;

  CallApis(
      Main main,
      GatewaySettings settings,
      CallPath path,
      EventPublisher events,
      Sources sources,
      JsonBodies bodies) {
    this.main = main;
    this.settings = settings;
    this.path = path;
    this.events = events;
    this.sources = sources;
    this.bodies = bodies;
    this.patience =
        new StreamPatience(settings.streams().keepAlive(), settings.http().idleTimeout());
  }

  void bind() {
    bind("chatApi", "/chat", new ChatFormat(settings.chat()));
    bind("generateApi", "/generate", new GenerateFormat(settings.generate()));
    bind(
        "openAiApi",
        "/v1/chat/completions",
        new OpenAiFormat(settings.openAi(), () -> sources.clock().instant().getEpochSecond()));
    bind("anthropicApi", "/v1/messages", new AnthropicFormat(new AnthropicSettings(USE_CASE)));
    bind(
        "anthropicTokensApi",
        "/v1/messages/count_tokens",
        new AnthropicTokensFormat(new AnthropicSettings(USE_CASE)));
    bind("converseApi", CONVERSE, new ConverseFormat(USE_CASE, false));
    bind("converseStreamApi", CONVERSE + "-stream", new ConverseFormat(USE_CASE, true));
    bind("invokeApi", INVOKE, new InvokeFormat(USE_CASE, false));
    bind("invokeStreamApi", INVOKE + "-with-response-stream", new InvokeFormat(USE_CASE, true));
    bind("bedrockTokensApi", "/model/{modelId}/count-tokens", new BedrockTokensFormat(USE_CASE));
    main.bind("modelsApi", new ModelsApi(new OpenAiModels(path.pool.models())));
  }

  private void bind(String name, String endpoint, WireFormat format) {
    main.bind(
        name,
        new HttpApi(
            endpoint,
            format,
            EdgeParts.bodyReader(bodies),
            events,
            sources.nanoClock(),
            path.retryAdvice::seconds,
            patience,
            path.openStreams));
  }
}
