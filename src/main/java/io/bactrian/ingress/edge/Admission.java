package io.bactrian.ingress.edge;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The permits of the gateway: so many requests in flight, so many waiting in line, the rest turned
 * away.
 *
 * <p>A permit passes straight from who leaves to who waits longest, so nobody overtakes the line.
 */
public final class Admission {

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Ticket> line = new LinkedHashSet<>();
  private final int maxInFlight;
  private final int maxWaiting;
  private volatile int inFlight;
  private volatile int waiting;
  private volatile long rejected;

  Admission(int maxInFlight, int maxWaiting) {
    this.maxInFlight = maxInFlight;
    this.maxWaiting = maxWaiting;
  }

  public int inFlight() {
    return inFlight;
  }

  public int waiting() {
    return waiting;
  }

  public long rejected() {
    return rejected;
  }

  /**
   * Asks for a permit.
   *
   * @param admitted runs if the permit comes later, on the thread of whoever passed it on
   */
  Ticket enter(Runnable admitted) {
    lock.lock();
    try {
      if (inFlight < maxInFlight) {
        inFlight++;
        return new Ticket(Place.INSIDE, admitted);
      }
      if (line.size() < maxWaiting) {
        Ticket ticket = new Ticket(Place.IN_LINE, admitted);
        line.add(ticket);
        waiting = line.size();
        return ticket;
      }
      rejected++;
      return new Ticket(Place.OUTSIDE, admitted);
    } finally {
      lock.unlock();
    }
  }

  private boolean giveUp(Ticket ticket) {
    lock.lock();
    try {
      if (ticket.place != Place.IN_LINE) {
        return false;
      }
      leaveLine(ticket);
      ticket.place = Place.OUTSIDE;
      rejected++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Ticket ticket) {
    Ticket next = null;
    lock.lock();
    try {
      Place left = ticket.place;
      ticket.place = Place.OUTSIDE;
      if (left == Place.IN_LINE) {
        leaveLine(ticket);
      } else if (left == Place.INSIDE) {
        next = nextInLine();
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.admitted.run();
    }
  }

  /** Hands a free permit to the head of the line, or takes it back when nobody waits. */
  private Ticket nextInLine() {
    Iterator<Ticket> head = line.iterator();
    if (!head.hasNext()) {
      inFlight--;
      return null;
    }
    Ticket next = head.next();
    leaveLine(next);
    next.place = Place.INSIDE;
    return next;
  }

  private void leaveLine(Ticket ticket) {
    line.remove(ticket);
    waiting = line.size();
  }

  enum Place {
    INSIDE,
    IN_LINE,
    OUTSIDE
  }

  /** One request's place, guarded by the lock of the admission. */
  final class Ticket {

    private final Place first;
    private final Runnable admitted;
    private Place place;

    private Ticket(Place first, Runnable admitted) {
      this.first = first;
      this.place = first;
      this.admitted = admitted;
    }

    /** The place it got on entry; another thread may have moved it on since. */
    Place first() {
      return first;
    }

    /** Leaves the line for good; false if the permit has come, or was given back, already. */
    boolean giveUp() {
      return Admission.this.giveUp(this);
    }

    /** Gives back the place, whatever it is; only the first call counts. */
    void leave() {
      Admission.this.leave(this);
    }
  }
}
