/** Which model answers: the strategy document, where it comes from, and the one in force. */
package io.bactrian.strategy;
