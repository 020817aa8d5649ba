package io.bactrian.api;

import io.bactrian.translator.openai.OpenAiModels;
import org.apache.camel.Exchange;

/** Tells which models there are, as OpenAI's clients ask for it. */
public final class ModelsApi {

  private final OpenAiModels models;

  public ModelsApi(OpenAiModels models) {
    this.models = models;
  }

  public void list(Exchange exchange) {
    JsonReplies.write(exchange, models.list());
  }

  public void one(Exchange exchange) {
    JsonReplies.write(
        exchange, models.find(exchange.getMessage().getHeader("model", String.class)));
  }
}
