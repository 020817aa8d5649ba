/** What is known of targets and how it limits calls: breakers, cool-downs, the pool's breaker. */
package io.bactrian.resilience;
