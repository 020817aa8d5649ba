package io.bactrian.ingress.edge;

import java.time.Duration;

/** Settings that hinder no test, to be tightened by those that want it. */
final class TestSettings {

  int port = 0;
  int maxBodyBytes = 100_000;
  int maxHeaderBytes = 8192;
  Duration headerTimeout = Duration.ofSeconds(30);
  Duration bodyTimeout = Duration.ofSeconds(30);
  Duration idleTimeout = Duration.ofSeconds(30);
  int maxConnections = 1000;
  int maxInFlight = 100;
  int maxWaiting = 100;
  Duration maxWait = Duration.ofSeconds(30);

  TestSettings headerTimeout(Duration value) {
    headerTimeout = value;
    return this;
  }

  TestSettings bodyTimeout(Duration value) {
    bodyTimeout = value;
    return this;
  }

  TestSettings idleTimeout(Duration value) {
    idleTimeout = value;
    return this;
  }

  TestSettings maxConnections(int value) {
    maxConnections = value;
    return this;
  }

  TestSettings maxHeaderBytes(int value) {
    maxHeaderBytes = value;
    return this;
  }

  TestSettings maxBodyBytes(int value) {
    maxBodyBytes = value;
    return this;
  }

  TestSettings admission(int inFlight, int waiting, Duration wait) {
    maxInFlight = inFlight;
    maxWaiting = waiting;
    maxWait = wait;
    return this;
  }

  EdgeSettings build() {
    return new EdgeSettings(
        "127.0.0.1",
        port,
        maxBodyBytes,
        maxHeaderBytes,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        maxConnections,
        maxInFlight,
        maxWaiting,
        maxWait,
        100);
  }
}
