/** A model outside of Bedrock, over the API of OpenAI or of Ollama. */
package io.bactrian.local;
