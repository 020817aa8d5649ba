package io.bactrian.scenario;

import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** ConverseStream by the AWS SDK for Java. */
final class ConverseStreamClient extends AwsStreamClient {

  private static final Message USER =
      Message.builder().role("user").content(ContentBlock.fromText(QUESTION)).build();

  ConverseStreamClient(RunningGateway gateway) {
    super(gateway);
  }

  @Override
  void stream() throws Exception {
    result(
        async()
            .converseStream(
                request -> request.modelId(MODEL).messages(USER),
                ConverseStreamResponseHandler.builder()
                    .onResponse(this::begun)
                    .onEventStream(published -> published.subscribe(this::take))
                    .build()));
  }

  private void take(ConverseStreamOutput event) {
    if (event instanceof ContentBlockDeltaEvent more) {
      piece(more.delta().text());
    }
  }
}
