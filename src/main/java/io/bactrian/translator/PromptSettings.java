package io.bactrian.translator;

/**
 * What a prompt endpoint adds to a prompt.
 *
 * @param systemPrompt system prompt where the client sends none; empty for none
 * @param maxTokens always sent: without it Bedrock reserves quota for the model's maximum
 */
public record PromptSettings(
    String systemPrompt, int maxTokens, float temperature, String useCase) {}
