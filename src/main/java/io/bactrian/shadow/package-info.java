/** Shadow traffic: copies of answered calls for a candidate model, kept for the evaluator. */
package io.bactrian.shadow;
