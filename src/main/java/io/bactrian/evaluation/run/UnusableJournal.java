package io.bactrian.evaluation.run;

import java.io.IOException;

/** A journal that a run cannot go on with; the message says why, and what can be done. */
public final class UnusableJournal extends IOException {

  UnusableJournal(String reason) {
    super(reason);
  }
}
