package io.bactrian.bedrock;

import io.bactrian.call.StreamEvent;
import java.io.ByteArrayInputStream;
import software.amazon.awssdk.awscore.eventstream.EventStreamTaggedUnionPojoSupplier;
import software.amazon.awssdk.core.SdkPojoBuilder;
import software.amazon.awssdk.core.http.HttpResponseHandler;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.protocols.json.AwsJsonProtocol;
import software.amazon.awssdk.protocols.json.AwsJsonProtocolFactory;
import software.amazon.awssdk.protocols.json.JsonOperationMetadata;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.eventstream.Message;

/** The events of ConverseStream, read as the SDK's own client reads them. */
final class ConverseEvents implements StreamForm {

  private static final HttpResponseHandler<ConverseStreamOutput> READER = reader();

  private final FirstContent firstContent = new FirstContent();
  private boolean stopped;

  @Override
  public StreamEvent read(Message message) {
    String type = StreamExceptions.header(message, ":event-type").orElse("");
    byte[] json = message.getPayload();
    ConverseStreamOutput output = output(type, json);
    firstContent.see(output);
    stopped |= output.sdkEventType() == ConverseStreamOutput.EventType.MESSAGE_STOP;
    return new StreamEvent.Conversed(type, output, json);
  }

  @Override
  public boolean hasContent() {
    return firstContent.hasCome();
  }

  @Override
  public boolean isEnded() {
    return stopped;
  }

  private static ConverseStreamOutput output(String type, byte[] json) {
    SdkHttpFullResponse asResponse =
        SdkHttpFullResponse.builder()
            .statusCode(200)
            .putHeader(":event-type", type)
            .content(AbortableInputStream.create(new ByteArrayInputStream(json)))
            .build();
    try {
      return READER.handle(asResponse, new ExecutionAttributes());
    } catch (Exception unreadable) {
      throw new IllegalArgumentException("an event that cannot be read: " + type, unreadable);
    }
  }

  private static HttpResponseHandler<ConverseStreamOutput> reader() {
    return AwsJsonProtocolFactory.builder()
        .protocol(AwsJsonProtocol.REST_JSON)
        .protocolVersion("1.1")
        .build()
        .createResponseHandler(
            JsonOperationMetadata.builder()
                .isPayloadJson(true)
                .hasStreamingSuccessResponse(false)
                .build(),
            EventStreamTaggedUnionPojoSupplier.builder()
                .putSdkPojoSupplier("messageStart", ConverseStreamOutput::messageStartBuilder)
                .putSdkPojoSupplier(
                    "contentBlockStart", ConverseStreamOutput::contentBlockStartBuilder)
                .putSdkPojoSupplier(
                    "contentBlockDelta", ConverseStreamOutput::contentBlockDeltaBuilder)
                .putSdkPojoSupplier(
                    "contentBlockStop", ConverseStreamOutput::contentBlockStopBuilder)
                .putSdkPojoSupplier("messageStop", ConverseStreamOutput::messageStopBuilder)
                .putSdkPojoSupplier("metadata", ConverseStreamOutput::metadataBuilder)
                .defaultSdkPojoSupplier(() -> new SdkPojoBuilder<>(ConverseStreamOutput.UNKNOWN))
                .build());
  }
}
