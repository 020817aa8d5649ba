package io.bactrian.simulator;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/** What a ConverseStream subscriber of the AWS SDK gets to see. */
final class StreamRecorder {

  final List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> end;

  private StreamRecorder(BedrockRuntimeAsyncClient client, ConverseStreamRequest request) {
    end =
        client.converseStream(
            request,
            ConverseStreamResponseHandler.builder()
                .onEventStream(
                    (SdkPublisher<ConverseStreamOutput> publisher) ->
                        publisher.subscribe(events::add))
                .build());
  }

  static StreamRecorder start(BedrockRuntimeAsyncClient client, String modelId, String text) {
    return start(
        client,
        ConverseStreamRequest.builder().modelId(modelId).messages(Clients.user(text)).build());
  }

  static StreamRecorder start(BedrockRuntimeAsyncClient client, ConverseStreamRequest request) {
    return new StreamRecorder(client, request);
  }

  List<String> types() {
    return events.stream().map(event -> event.sdkEventType().toString()).toList();
  }

  String text() {
    var text = new StringBuilder();
    for (ConverseStreamOutput event : events) {
      if (event instanceof ContentBlockDeltaEvent delta && delta.delta().text() != null) {
        text.append(delta.delta().text());
      }
    }
    return text.toString();
  }

  String toolInput() {
    var input = new StringBuilder();
    for (ConverseStreamOutput event : events) {
      if (event instanceof ContentBlockDeltaEvent delta && delta.delta().toolUse() != null) {
        input.append(delta.delta().toolUse().input());
      }
    }
    return input.toString();
  }
}
