/** Puts the questions of a data set to models through a gateway, and keeps what came of it. */
package io.bactrian.evaluation.run;
