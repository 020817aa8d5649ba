package io.bactrian.queue.intake;

import java.util.ArrayList;
import java.util.List;

/** Consumers as a broker and an operator of Camel would leave them, moved by a test. */
final class HandConsumers implements Consumers {

  final List<String> changes = new ArrayList<>();
  boolean routesRun = true;
  boolean take = true;
  boolean brokerRefuses;

  @Override
  public boolean routesRun() {
    return routesRun;
  }

  @Override
  public boolean take() {
    return routesRun && take;
  }

  @Override
  public void suspend() {
    change("suspend", false);
  }

  @Override
  public void resume() {
    change("resume", true);
  }

  @Override
  public void runRoutes() {
    routesRun = true;
    changes.add("run");
  }

  @Override
  public long inFlight() {
    return 3;
  }

  /** As Camel's own operations leave a route and its consumer. */
  void suspendRoute() {
    routesRun = false;
    take = false;
  }

  void resumeRoute() {
    routesRun = true;
    take = true;
  }

  private void change(String name, boolean taking) {
    if (brokerRefuses) {
      throw new IllegalStateException("the broker is away");
    }
    changes.add(name);
    take = taking;
  }
}
