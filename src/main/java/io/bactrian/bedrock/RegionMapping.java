package io.bactrian.bedrock;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends calls that are meant for one region to another one's endpoint, while an operator tries what
 * happens when a region is not what it seems. Empty in normal operation.
 */
public final class RegionMapping implements ExecutionInterceptor {

  private final Map<String, URI> endpoints;
  private final Map<String, String> mappings = new ConcurrentHashMap<>();

  /** {@code endpoints}: region to the base address of its Bedrock endpoint. */
  public RegionMapping(Map<String, URI> endpoints) {
    this.endpoints = Map.copyOf(endpoints);
  }

  /**
   * Sends calls for {@code source} to {@code destination} from now on.
   *
   * @throws IllegalArgumentException naming the configured regions, when one of them is not
   */
  public void map(String source, String destination) {
    requireKnown("source_region", source);
    requireKnown("target_region", destination);
    mappings.put(source, destination);
  }

  public void clear() {
    mappings.clear();
  }

  boolean isEmpty() {
    return mappings.isEmpty();
  }

  public Map<String, String> mappings() {
    return Map.copyOf(mappings);
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    if (mappings.isEmpty()) {
      return context.httpRequest();
    }
    String region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION).id();
    return Optional.ofNullable(mappings.get(region))
        .map(endpoints::get)
        .map(endpoint -> redirected(context.httpRequest(), endpoint))
        .orElse(context.httpRequest());
  }

  private static SdkHttpRequest redirected(SdkHttpRequest request, URI endpoint) {
    return request.toBuilder()
        .protocol(endpoint.getScheme())
        .host(endpoint.getHost())
        .port(endpoint.getPort() < 0 ? null : endpoint.getPort())
        .build();
  }

  private void requireKnown(String name, String region) {
    if (!endpoints.containsKey(region)) {
      throw new IllegalArgumentException(
          name + " must be one of " + endpoints.keySet().stream().sorted().toList());
    }
  }
}
