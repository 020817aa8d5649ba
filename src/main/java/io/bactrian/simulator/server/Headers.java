package io.bactrian.simulator.server;

import io.vertx.core.http.HttpHeaders;

/** The names and fixed values of the headers that Bedrock sends. */
final class Headers {

  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-amzn-requestid");
  static final CharSequence ERROR_TYPE = HttpHeaders.createOptimized("x-amzn-errortype");
  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("application/vnd.amazon.eventstream");
  static final CharSequence STREAM_CONTENT_TYPE =
      HttpHeaders.createOptimized("x-amzn-bedrock-content-type");
  static final CharSequence INPUT_TOKENS =
      HttpHeaders.createOptimized("x-amzn-bedrock-input-token-count");
  static final CharSequence OUTPUT_TOKENS =
      HttpHeaders.createOptimized("x-amzn-bedrock-output-token-count");
  static final CharSequence INVOCATION_LATENCY =
      HttpHeaders.createOptimized("x-amzn-bedrock-invocation-latency");
  static final CharSequence PERFORMANCE_LATENCY =
      HttpHeaders.createOptimized("x-amzn-bedrock-performanceconfig-latency");
  static final CharSequence SERVICE_TIER =
      HttpHeaders.createOptimized("x-amzn-bedrock-service-tier");

  private Headers() {}
}
