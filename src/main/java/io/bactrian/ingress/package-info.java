/** Everything before a call begins: the HTTP edge, its limits, and admission. */
package io.bactrian.ingress;
