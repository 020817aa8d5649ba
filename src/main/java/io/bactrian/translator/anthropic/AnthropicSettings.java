package io.bactrian.translator.anthropic;

/**
 * What the Messages API does not say itself.
 *
 * @param useCase what its answers are for; chooses the degraded text
 */
public record AnthropicSettings(String useCase) {}
