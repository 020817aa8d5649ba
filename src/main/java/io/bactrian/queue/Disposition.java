package io.bactrian.queue;

import java.time.Duration;

/** What shall become of a delivered message. */
public sealed interface Disposition {

  /** It is answered. */
  record Answer(QueueReply reply, Kind kind) implements Disposition {

    /** What the reply says of the work. */
    public enum Kind {
      /** It was done just now, and need not be done again. */
      DONE,
      /** It was done just now, and most of the reply has gone before this end of it. */
      STREAMED,
      /** It was done before; the reply is the one that was given then. */
      REPEATED,
      /** It cannot be done; the reply says what is wrong. */
      REFUSED,
      /** Nobody could do it now. */
      APOLOGY
    }
  }

  /** It comes again after that time, counted as put off. */
  record PutOff(Duration delay) implements Disposition {}

  /** It comes again after that time, as if it had not come now. */
  record PutBack(Duration delay) implements Disposition {}

  /** Nobody can do it, and nobody waits for a reply. */
  record DeadLetter(String reason) implements Disposition {}
}
