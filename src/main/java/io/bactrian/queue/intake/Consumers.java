package io.bactrian.queue.intake;

/** The consumers of one queue. What changes them may take as long as a broker that hangs. */
public interface Consumers {

  /** Whether at least one of their routes is neither stopped nor suspended. */
  boolean routesRun();

  /** Whether one of them takes messages. */
  boolean take();

  /** They take no more messages, whether their routes run or not; those in flight are finished. */
  void suspend() throws Exception;

  /** They take messages again, except those whose routes do not run. */
  void resume() throws Exception;

  /** Has the routes run that somebody stopped or suspended. */
  void runRoutes() throws Exception;

  /** Messages that are worked on now. */
  long inFlight();
}
