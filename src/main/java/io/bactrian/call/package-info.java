/**
 * The vocabulary of the gateway: a call, its targets, attempts, failures and outcomes. Knows no
 * other package.
 */
package io.bactrian.call;
