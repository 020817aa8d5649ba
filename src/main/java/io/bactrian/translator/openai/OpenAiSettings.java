package io.bactrian.translator.openai;

/**
 * What an operator decides about OpenAI clients.
 *
 * @param dropUnmapped whether fields that Bedrock has no equivalent for are left out, instead of
 *     refused; never what would change the shape of the answer
 * @param defaultMaxTokens limit for an answer where the client sets none, at least 1: without any
 *     Bedrock reserves quota for the model's maximum
 * @param useCase use case of the calls; chooses the degraded text
 */
public record OpenAiSettings(boolean dropUnmapped, int defaultMaxTokens, String useCase) {}
