/** What one answer is worth: meaning, words, assertions and price. */
package io.bactrian.evaluation.score;
