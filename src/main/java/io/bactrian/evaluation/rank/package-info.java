/** What the scores of many answers say of the models, and what they do not. */
package io.bactrian.evaluation.rank;
