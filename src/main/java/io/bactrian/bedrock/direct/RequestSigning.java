package io.bactrian.bedrock.direct;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.core.retry.ClockSkew;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.scheme.BearerAuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.Identity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeServiceClientConfiguration;

/** Signs requests with the SDK's signers, in the way that a client of the SDK is configured for. */
public final class RequestSigning<I extends Identity> {

  private final AuthSchemeOption option;
  private final HttpSigner<I> signer;
  private final IdentityProvider<? extends I> identities;
  private final Clock clock;
  private volatile Duration skew = Duration.ZERO;

  private RequestSigning(
      AuthSchemeOption option,
      AuthScheme<I> scheme,
      IdentityProvider<? extends I> identities,
      Clock clock) {
    this.option = option;
    this.signer = scheme.signer();
    this.identities = identities;
    this.clock = clock;
  }

  /** Empty when the client signs in a way that is not known here. */
  public static Optional<RequestSigning<?>> of(
      BedrockRuntimeServiceClientConfiguration client, Optional<String> bearerToken, Clock clock) {
    AuthSchemeOption option =
        client
            .authSchemeProvider()
            .resolveAuthScheme(call -> call.operation("Converse").region(client.region()))
            .getFirst();
    return switch (option.schemeId()) {
      case AwsV4AuthScheme.SCHEME_ID ->
          Optional.of(
              new RequestSigning<>(
                  option, AwsV4AuthScheme.create(), client.credentialsProvider(), clock));
      case BearerAuthScheme.SCHEME_ID ->
          bearerToken.map(
              token ->
                  new RequestSigning<>(
                      option,
                      BearerAuthScheme.create(),
                      StaticTokenProvider.create(() -> token),
                      clock));
      default -> Optional.empty();
    };
  }

  /**
   * @throws software.amazon.awssdk.core.exception.SdkClientException when there are no credentials
   */
  SdkHttpRequest sign(SdkHttpRequest request, byte[] body) {
    SignRequest.Builder<I> signing =
        SignRequest.builder(identities.resolveIdentity().join())
            .request(request)
            .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(clock, skew));
    option.forEachSignerProperty(signing::putProperty);
    return signer.sign(signing.build()).request();
  }

  /** Learns what time it is where the signature of this request was refused for its time. */
  void learnTime(SdkHttpResponse refusal) {
    ClockSkew.getServerTime(refusal)
        .ifPresent(there -> skew = Duration.between(clock.instant(), there));
  }
}
