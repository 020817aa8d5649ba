/** Listeners: what events and states look like to Prometheus and in the log. */
package io.bactrian.metrics;
