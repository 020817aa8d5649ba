package io.bactrian.translator.converse;

import software.amazon.awssdk.core.SdkPojo;

/**
 * Which model classes of the SDK are unions. The SDK's field descriptions do not say it; a union is
 * known by its method {@code type()} that returns its own enumeration {@code Type}.
 */
final class UnionTypes extends ClassValue<Boolean> {

  boolean contains(SdkPojo built) {
    return get(built.getClass());
  }

  @Override
  protected Boolean computeValue(Class<?> modelled) {
    for (Class<?> nested : modelled.getDeclaredClasses()) {
      if (nested.isEnum() && nested.getSimpleName().equals("Type")) {
        return true;
      }
    }
    return false;
  }
}
