package io.bactrian.ingress.edge;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The permits of the gateway: so many requests in flight, so many waiting in line, the rest turned
 * away.
 *
 * <p>A permit passes straight from who leaves to who waits longest, interactive requests first.
 * Batch work holds no more than its share, and gives way in a full line to interactive requests.
 */
public final class Admission {

  /** The right to work, to be closed when the work is over. Only the first close counts. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Priority, SequencedSet<Ticket>> lines = new EnumMap<>(Priority.class);
  private final Map<Priority, LongAdder> rejected = new EnumMap<>(Priority.class);
  private final int maxInFlight;
  private final int maxWaiting;
  private final int maxBatch;
  private volatile int inFlight;
  private volatile int batchInFlight;
  private volatile int waiting;

  /**
   * @param batchShare percent of the permits that batch work may hold; it may always hold one
   */
  Admission(int maxInFlight, int maxWaiting, int batchShare) {
    this.maxInFlight = maxInFlight;
    this.maxWaiting = maxWaiting;
    this.maxBatch = (int) Math.max(1, (long) maxInFlight * batchShare / 100);
    for (Priority priority : Priority.values()) {
      lines.put(priority, new LinkedHashSet<>());
      rejected.put(priority, new LongAdder());
    }
  }

  public int inFlight() {
    return inFlight;
  }

  public int batchInFlight() {
    return batchInFlight;
  }

  public int waiting() {
    return waiting;
  }

  /** How many of that priority got no permit in time. */
  public long rejected(Priority priority) {
    return rejected.get(priority).sum();
  }

  /**
   * Takes a permit for work that comes from elsewhere than HTTP, and waits for it in the same line;
   * empty when none came in time.
   */
  public Optional<Permit> acquire(Priority priority, Duration atMost) throws InterruptedException {
    var decided = new CountDownLatch(1);
    Ticket ticket = enter(priority, decided::countDown, decided::countDown);
    try {
      if (ticket.first() == Place.IN_LINE
          && !decided.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        ticket.giveUp();
      }
    } catch (InterruptedException hurried) {
      ticket.leave();
      throw hurried;
    }
    return ticket.isInside() ? Optional.of(ticket::leave) : Optional.empty();
  }

  /**
   * Asks for a permit. What waits is told of its end in line on the thread of whoever caused it,
   * unless it has left the line itself.
   *
   * @param admitted runs if the permit comes later
   * @param turnedAway runs if the place in line is taken by who is more urgent
   */
  Ticket enter(Priority priority, Runnable admitted, Runnable turnedAway) {
    Ticket ticket;
    Ticket displaced = null;
    lock.lock();
    try {
      if (hasPermit(priority)) {
        ticket = new Ticket(priority, Place.INSIDE, admitted, turnedAway);
        count(priority, 1);
      } else {
        if (waiting >= maxWaiting && priority == Priority.INTERACTIVE) {
          displaced = displace();
        }
        boolean joins = waiting < maxWaiting;
        ticket = new Ticket(priority, joins ? Place.IN_LINE : Place.OUTSIDE, admitted, turnedAway);
        if (joins) {
          lines.get(priority).add(ticket);
          waiting++;
        } else {
          rejected.get(priority).increment();
        }
      }
    } finally {
      lock.unlock();
    }
    if (displaced != null) {
      displaced.turnedAway.run();
    }
    return ticket;
  }

  /** One place has become free, so at most one can follow. */
  private Ticket admitNext() {
    for (Priority priority : Priority.values()) {
      SequencedSet<Ticket> line = lines.get(priority);
      if (!line.isEmpty() && hasPermit(priority)) {
        Ticket next = line.getFirst();
        leaveLine(next, Place.INSIDE);
        count(priority, 1);
        return next;
      }
    }
    return null;
  }

  /** Who came last loses least. */
  private Ticket displace() {
    SequencedSet<Ticket> line = lines.get(Priority.BATCH);
    if (line.isEmpty()) {
      return null;
    }
    Ticket last = line.getLast();
    leaveLine(last, Place.OUTSIDE);
    rejected.get(Priority.BATCH).increment();
    return last;
  }

  private boolean hasPermit(Priority priority) {
    return inFlight < maxInFlight && (priority == Priority.INTERACTIVE || batchInFlight < maxBatch);
  }

  private void count(Priority priority, int more) {
    inFlight += more;
    if (priority == Priority.BATCH) {
      batchInFlight += more;
    }
  }

  private void leaveLine(Ticket ticket, Place to) {
    lines.get(ticket.priority).remove(ticket);
    waiting--;
    ticket.place = to;
  }

  enum Place {
    INSIDE,
    IN_LINE,
    OUTSIDE
  }

  /** One request's place, guarded by the lock of the admission. */
  final class Ticket {

    private final Priority priority;
    private final Place first;
    private final Runnable admitted;
    private final Runnable turnedAway;
    private Place place;

    private Ticket(Priority priority, Place first, Runnable admitted, Runnable turnedAway) {
      this.priority = priority;
      this.first = first;
      this.place = first;
      this.admitted = admitted;
      this.turnedAway = turnedAway;
    }

    /** The place it got on entry; another thread may have moved it on since. */
    Place first() {
      return first;
    }

    private boolean isInside() {
      lock.lock();
      try {
        return place == Place.INSIDE;
      } finally {
        lock.unlock();
      }
    }

    /** Leaves the line for good; false if the permit has come, or was given back, already. */
    boolean giveUp() {
      lock.lock();
      try {
        if (place != Place.IN_LINE) {
          return false;
        }
        leaveLine(this, Place.OUTSIDE);
        rejected.get(priority).increment();
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Gives back the place, whatever it is; only the first call counts. */
    void leave() {
      Ticket next = null;
      lock.lock();
      try {
        if (place == Place.IN_LINE) {
          leaveLine(this, Place.OUTSIDE);
        } else if (place == Place.INSIDE) {
          place = Place.OUTSIDE;
          count(priority, -1);
          next = admitNext();
        }
      } finally {
        lock.unlock();
      }
      if (next != null) {
        next.admitted.run();
      }
    }
  }
}
