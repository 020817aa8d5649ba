/** Reading of JSON that strangers wrote: strict, bounded, and silent about its content. */
package io.bactrian.ingress.json;
