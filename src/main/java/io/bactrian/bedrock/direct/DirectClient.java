package io.bactrian.bedrock.direct;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeServiceClientConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Asks {@linkplain PlainQuestion plain questions} itself, and leaves all else to the SDK, whose
 * pipeline of interceptors, marshallers and stages takes a third of the processor time of a call
 * and does nothing for a conversation of text. What is hard stays the SDK's: its HTTP client sends,
 * its signers sign, its rules find the endpoint, and errors and answers that are not plain it reads
 * from what was received ({@link ReplayedAnswers}).
 */
public final class DirectClient implements BedrockRuntimeClient {

  /** Gets every answer that no interceptor of the SDK has seen; may refuse it by an exception. */
  public interface AnswerListener {
    void answered(ConverseRequest request, ConverseResponse answer, SdkHttpResponse head);
  }

  private final BedrockRuntimeClient sdk;
  private final ReplayedAnswers replayed;
  private final Supplier<Optional<URI>> endpoint;
  private final RequestSigning<?> signing;
  private final Exchanges exchanges;
  private final AnswerListener listener;

  /**
   * @param endpoint where requests go; while it is unknown, the SDK sends them
   */
  public DirectClient(
      BedrockRuntimeClient sdk,
      ReplayedAnswers replayed,
      Supplier<Optional<URI>> endpoint,
      RequestSigning<?> signing,
      Exchanges exchanges,
      AnswerListener listener) {
    this.sdk = sdk;
    this.replayed = replayed;
    this.endpoint = endpoint;
    this.signing = signing;
    this.exchanges = exchanges;
    this.listener = listener;
  }

  @Override
  public ConverseResponse converse(ConverseRequest request) {
    Optional<URI> address = PlainQuestion.is(request) ? endpoint.get() : Optional.empty();
    Optional<Duration> timeout =
        request.overrideConfiguration().flatMap(RequestOverrideConfiguration::apiCallTimeout);
    // A thread that was interrupted before is not to send anything: the SDK says so.
    if (address.isEmpty() || timeout.isEmpty() || Thread.currentThread().isInterrupted()) {
      return sdk.converse(request);
    }
    byte[] body = PlainQuestion.body(request);
    SdkHttpRequest signed;
    try {
      signed = signing.sign(post(address.get(), request.modelId(), body.length), body);
    } catch (RuntimeException noCredentials) {
      // It fails there too, and says so in the SDK's words.
      return sdk.converse(request);
    }
    return answer(request, exchanges.exchange(signed, body, timeout.get()));
  }

  @Override
  public InvokeModelResponse invokeModel(InvokeModelRequest request) {
    return sdk.invokeModel(request);
  }

  @Override
  public CountTokensResponse countTokens(CountTokensRequest request) {
    return sdk.countTokens(request);
  }

  @Override
  public BedrockRuntimeServiceClientConfiguration serviceClientConfiguration() {
    return sdk.serviceClientConfiguration();
  }

  @Override
  public String serviceName() {
    return sdk.serviceName();
  }

  @Override
  public void close() {
    sdk.close();
    replayed.close();
  }

  private ConverseResponse answer(ConverseRequest request, Exchange exchange) {
    if (exchange instanceof Exchange.Answered(SdkHttpResponse head, byte[] body)
        && head.statusCode() == 200) {
      Optional<ConverseResponse> plain = PlainAnswer.read(body);
      if (plain.isPresent()) {
        listener.answered(request, plain.get(), head);
        return plain.get();
      }
    }
    try {
      return replayed.converse(request, exchange);
    } catch (AwsServiceException refused) {
      if (refused.isClockSkewException() && exchange instanceof Exchange.Answered answered) {
        signing.learnTime(answered.head());
      }
      throw refused;
    }
  }

  private static SdkHttpRequest post(URI endpoint, String modelId, int length) {
    String base = endpoint.getRawPath();
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .protocol(endpoint.getScheme())
        .host(endpoint.getHost())
        .port(endpoint.getPort() < 0 ? null : endpoint.getPort())
        .encodedPath(
            (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/model/"
                + SdkHttpUtils.urlEncode(modelId)
                + "/converse")
        .putHeader("Content-Type", "application/json")
        .putHeader("Content-Length", Integer.toString(length))
        .putHeader("User-Agent", "Bactrian")
        .build();
  }
}
