/** The questions of an evaluation, read from files. */
package io.bactrian.evaluation.dataset;
