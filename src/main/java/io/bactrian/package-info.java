/** A resilient gateway to Amazon Bedrock, built as Apache Camel routes. */
package io.bactrian;
