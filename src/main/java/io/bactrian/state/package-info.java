/** What the gateway knows of its targets, kept beyond its process and shared among replicas. */
package io.bactrian.state;
