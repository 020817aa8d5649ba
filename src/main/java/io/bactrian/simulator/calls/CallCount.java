package io.bactrian.simulator.calls;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the calls of one model in one region went.
 *
 * @param received calls whose path named an operation and the model
 * @param answered calls that got a whole success, a late or an empty one included
 * @param failed calls that did not, by the label of the fault, the name of the exception for a
 *     request that was refused, or {@code disconnected} if the client left
 * @param tokens what Bedrock bills, in and out: of every call that the model answered, whether or
 *     not the client read the answer
 */
public record CallCount(long received, long answered, Map<String, Long> failed, long tokens) {

  public CallCount {
    failed = Collections.unmodifiableMap(new TreeMap<>(failed));
  }
}
