/** Connections to stores outside the process, each behind a breaker and a time budget. */
package io.bactrian.store;
