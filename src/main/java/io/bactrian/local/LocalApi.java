package io.bactrian.local;

import java.util.Locale;

/** What a local model's server speaks. */
public enum LocalApi {
  /** {@code POST /v1/chat/completions}, as llama.cpp, vLLM, LM Studio and many others have it. */
  OPENAI,
  /** {@code POST /api/chat} of Ollama. */
  OLLAMA;

  /** The name in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  ChatApi chat() {
    return this == OPENAI ? new OpenAiChat() : new OllamaChat();
  }
}
