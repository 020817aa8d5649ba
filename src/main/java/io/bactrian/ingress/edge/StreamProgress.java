package io.bactrian.ingress.edge;

/** One request's stream, and whether its client still does something about it. */
final class StreamProgress {

  private static final int NEVER_SEEN = -1;

  private final EdgeRequest request;
  private int updates;
  private int updatesSeen = NEVER_SEEN;
  private int windowSeen;

  StreamProgress(EdgeRequest request) {
    this.request = request;
  }

  EdgeRequest request() {
    return request;
  }

  /** The client has read some, and lets us send more. */
  void windowUpdated() {
    updates++;
  }

  /**
   * Whether the stream waits for its client, and has since the last look seen nothing of it. What
   * is sent makes the window smaller; so where it is the same without an update, nothing was sent.
   *
   * @param window how many bytes the client lets us send
   * @param unsent whether there are any to send
   */
  boolean stands(int window, boolean unsent) {
    if (!unsent && !request.hasEnded()) {
      updatesSeen = NEVER_SEEN;
      return false;
    }
    boolean same = updates == updatesSeen && window == windowSeen;
    updatesSeen = updates;
    windowSeen = window;
    return same;
  }
}
