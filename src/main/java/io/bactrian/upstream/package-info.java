/** What clients of every upstream need: where their bytes come in, and how many calls they hold. */
package io.bactrian.upstream;
