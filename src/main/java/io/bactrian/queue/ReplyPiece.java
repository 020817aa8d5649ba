package io.bactrian.queue;

import java.util.Map;

/**
 * One piece of a streamed reply, as its reader must know it.
 *
 * @param stream names the stream; one that is begun anew has another name
 * @param sequence its number in the stream, from 0
 * @param last whether nothing follows it
 */
record ReplyPiece(String stream, int sequence, boolean last) {

  Map<String, String> properties() {
    return Map.of(
        "bactrian_stream", stream,
        "bactrian_sequence", Integer.toString(sequence),
        "bactrian_last", Boolean.toString(last));
  }
}
