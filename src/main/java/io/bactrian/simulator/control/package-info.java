/**
 * The control API of the simulator: JSON over HTTP on a loopback port of its own.
 *
 * <dl>
 *   <dt>{@code GET /regions}
 *   <dd>200 {@code {"us-east-1": "http://127.0.0.1:8101", ...}}: the endpoint of each region.
 *   <dt>{@code GET /faults}
 *   <dd>200 {@code {"faults": [...]}}: the faults that are not over, the first to be tried first.
 *   <dt>{@code POST /faults}
 *   <dd>Sets a fault; 201 with the fault and its {@code id}. Holds for every call from then on.
 *   <dt>{@code DELETE /faults}
 *   <dd>204; removes all faults.
 *   <dt>{@code DELETE /faults/{id}}
 *   <dd>204, or 404 if there is no such fault.
 *   <dt>{@code GET /calls}
 *   <dd>200 {@code {"us-east-1": {"<model id>": {"received": 3, "answered": 2, "failed":
 *       {"throttling": 1}}}}}; the reasons of failure are the labels of fault kinds, the names of
 *       exceptions for requests that were refused as invalid, and {@code disconnected} where the
 *       client left.
 *   <dt>{@code DELETE /calls}
 *   <dd>204; starts the counts again from zero.
 * </dl>
 *
 * <p>A fault is an object of
 *
 * <ul>
 *   <li>{@code kind}: required; one of the labels of {@link io.bactrian.simulator.fault.FaultKind};
 *   <li>{@code region}, {@code model}: names or patterns with {@code *}; default {@code *};
 *   <li>{@code probability}: 0 to 1, default 1;
 *   <li>{@code times}: how many calls it hits before it is over; default no limit;
 *   <li>{@code durationMs}: how long it lasts; default no limit;
 *   <li>{@code seed}: integer that makes the random choice the same in every run;
 *   <li>{@code latencyMs}: delay before the fault shows; required for {@code latency};
 *   <li>{@code retryAfterSeconds}: {@code retry-after} header, for throttling and unavailability;
 *   <li>{@code afterEvents}: whole events that a stream carries before the fault; default 0;
 *   <li>{@code exception}: for {@code stream-exception}, the kind of exception in the frame;
 *   <li>{@code message}: other wording of an exception.
 * </ul>
 *
 * <p>Replies that show a fault add {@code id}, {@code fired} (calls hit so far) and, where it ends
 * by itself, {@code remainingMs}. Errors are {@code {"message": "..."}} with 400 for a body that is
 * not a fault (naming what is allowed), 404 for an unknown path and 405 for an unknown method.
 */
package io.bactrian.simulator.control;
