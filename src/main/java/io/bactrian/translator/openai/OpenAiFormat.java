package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.Reply;
import io.bactrian.translator.RequestDialect;
import io.bactrian.translator.RequestDialect.Unknown;
import io.bactrian.translator.RequestObject;
import io.bactrian.translator.WireFormat;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/**
 * {@code POST /v1/chat/completions}: {@code {model, messages, ...}} to a {@code chat.completion},
 * or to a stream of {@code chat.completion.chunk}. Errors are {@code {error: {message, type, param,
 * code}}}.
 */
public final class OpenAiFormat implements WireFormat {

  private static final RequestDialect DIALECT = RequestDialect.of("model and messages");

  private final OpenAiSettings settings;
  private final RequestDialect dialect;
  private final RequestReader requests;
  private final LongSupplier epochSeconds;

  /** {@code epochSeconds}: the time that replies say they were created at. */
  public OpenAiFormat(OpenAiSettings settings, LongSupplier epochSeconds) {
    this.settings = settings;
    this.dialect = settings.dropUnmapped() ? DIALECT.with(Unknown.IGNORED) : DIALECT;
    this.requests = new RequestReader(settings.defaultMaxTokens());
    this.epochSeconds = epochSeconds;
  }

  @Override
  public String api() {
    return "openai";
  }

  @Override
  public GatewayCall read(JsonNode body, Envelope envelope) {
    RequestObject fields = RequestObject.body(body, dialect);
    UnmappedFields.check(fields);
    var delivery =
        new Delivery(
            fields.nonBlankText("model"), fields.flag("stream"), wantsUsageInStream(fields));
    return envelope.call(
        api(), settings.useCase(), delivery, new Question.Converse(requests.read(fields)));
  }

  @Override
  public Reply write(GatewayCall call) {
    return switch (call.wholeOutcome()) {
      case Outcome.Live live -> completion(call, live.response());
      case Outcome.Cached cached -> completion(call, cached.response());
      case Outcome.Degraded degraded -> ErrorBody.degraded(degraded);
      case Outcome.Refused refused -> error(refused.kind(), refused.message(), call.requestId());
    };
  }

  @Override
  public ConverseStreamWriter stream(GatewayCall call) {
    return new OpenAiStream(call, epochSeconds.getAsLong());
  }

  @Override
  public Reply error(FailureKind kind, String message, String requestId) {
    return ErrorBody.reply(kind, message);
  }

  private Reply completion(GatewayCall call, ConverseResponse response) {
    return new Reply(200, Completion.of(call, epochSeconds.getAsLong(), response));
  }

  private static boolean wantsUsageInStream(RequestObject body) {
    return body.optionalObject("stream_options")
        .map(options -> options.only("include_usage", "include_obfuscation"))
        .map(
            options -> {
              UnmappedFields.refuse(options, "include_obfuscation", "false");
              return options.flag("include_usage");
            })
        .orElse(false);
  }
}
