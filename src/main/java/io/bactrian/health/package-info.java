/** Camel health checks: what readiness means. */
package io.bactrian.health;
