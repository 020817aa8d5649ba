/** Measures models on a data set: how good, how fast and how dear their answers are. */
package io.bactrian.evaluation;
