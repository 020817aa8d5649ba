/** What a gateway has kept of shadow traffic, as questions and trials. */
package io.bactrian.evaluation.shadow;
