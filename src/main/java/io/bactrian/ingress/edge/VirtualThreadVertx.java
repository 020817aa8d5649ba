package io.bactrian.ingress.edge;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Makes a Vert.x whose workers are virtual threads, one per task: Camel runs each route on a worker
 * until it is done, and with the stock pool the twenty-first slow call would wait.
 *
 * <p>The public builder of Vert.x has no place for an executor, hence the one behind it.
 */
public final class VirtualThreadVertx {

  /** Tells the worker pool from the other pools, which Vert.x makes through the same factory. */
  private static final int WORKER_POOL = 10_000;

  private VirtualThreadVertx() {}

  public static Vertx create(VertxOptions options) {
    return new VertxBuilder(new VertxOptions(options).setWorkerPoolSize(WORKER_POOL))
        .executorServiceFactory(VirtualThreadVertx::executor)
        .init()
        .vertx();
  }

  private static ExecutorService executor(ThreadFactory threads, Integer least, Integer most) {
    return most != null && most == WORKER_POOL
        ? Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory())
        : Executors.newFixedThreadPool(most, threads);
  }
}
