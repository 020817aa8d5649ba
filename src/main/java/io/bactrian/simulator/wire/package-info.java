/** The Bedrock Runtime protocol: operations, exceptions, request paths and event-stream frames. */
package io.bactrian.simulator.wire;
