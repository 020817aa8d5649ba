/** What models do with the calls of callers, and canaries that do worse than they may. */
package io.bactrian.strategy.scoreboard;
