/**
 * Bedrock Runtime's own wire format: Converse, ConverseStream and CountTokens as the AWS SDKs speak
 * them.
 */
package io.bactrian.translator.converse;
