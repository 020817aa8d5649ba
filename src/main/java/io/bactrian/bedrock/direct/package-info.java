/** Bedrock asked without the SDK's pipeline, where that makes no difference but to its cost. */
package io.bactrian.bedrock.direct;
