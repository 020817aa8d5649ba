/**
 * The Chat Completions protocol of OpenAI, to and from Converse.
 *
 * <p>What Converse cannot say is refused by name. Three things are left out on purpose: {@code
 * user}, which is only a tag; blank text, which Bedrock refuses; and replayed {@code
 * reasoning_content}, which a model accepts back only as signed {@code thinking_blocks}.
 */
package io.bactrian.translator.openai;
