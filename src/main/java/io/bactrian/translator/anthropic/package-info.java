/** The Anthropic Messages API: pure functions to and from the canonical Converse call. */
package io.bactrian.translator.anthropic;
