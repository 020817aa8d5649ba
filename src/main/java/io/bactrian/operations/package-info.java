/** What operators see and steer: over HTTP, over JMX, and on purpose in tests. */
package io.bactrian.operations;
