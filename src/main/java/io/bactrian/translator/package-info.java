/** Message Translators: pure functions between wire formats and the canonical Converse call. */
package io.bactrian.translator;
