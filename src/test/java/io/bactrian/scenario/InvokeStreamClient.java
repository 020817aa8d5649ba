package io.bactrian.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;

/** InvokeModelWithResponseStream by the AWS SDK for Java, in the format of Anthropic's models. */
final class InvokeStreamClient extends AwsStreamClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BODY =
      """
      {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 500,
       "messages": [{"role": "user", "content": "%s"}]}"""
          .formatted(QUESTION);

  InvokeStreamClient(RunningGateway gateway) {
    super(gateway);
  }

  @Override
  void stream() throws Exception {
    result(
        async()
            .invokeModelWithResponseStream(
                request -> request.modelId(MODEL).body(SdkBytes.fromUtf8String(BODY)),
                InvokeModelWithResponseStreamResponseHandler.builder()
                    .onResponse(this::begun)
                    .onEventStream(published -> published.subscribe(this::take))
                    .build()));
  }

  private void take(ResponseStream event) {
    try {
      JsonNode text =
          JSON.readTree(((PayloadPart) event).bytes().asByteArray()).path("delta").path("text");
      if (text.isTextual()) {
        piece(text.textValue());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
