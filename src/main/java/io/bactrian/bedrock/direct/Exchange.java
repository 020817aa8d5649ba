package io.bactrian.bedrock.direct;

import software.amazon.awssdk.http.SdkHttpResponse;

/** What came of one HTTP request. */
sealed interface Exchange {

  /** Any answer, of whatever status, with all of its body. */
  record Answered(SdkHttpResponse head, byte[] body) implements Exchange {}

  /** No answer, or half of one. */
  record Broken(Exception cause) implements Exchange {}
}
