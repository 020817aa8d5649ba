/**
 * A simulated Amazon Bedrock: one loopback port per region that speaks the Bedrock Runtime protocol
 * over HTTP/1.1 and HTTP/2 without TLS, with faults that can be set at run time.
 *
 * <p>Start it with {@link io.bactrian.simulator.BedrockSimulator#start} and point AWS SDKs at
 * {@link io.bactrian.simulator.BedrockSimulator#endpoint}; any credentials will do. The faults are
 * set through {@link io.bactrian.simulator.fault.Faults} or over the control API.
 */
package io.bactrian.simulator;
