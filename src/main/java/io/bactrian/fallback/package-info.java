/** What a caller gets when no target answered: a kept answer, else an honest apology. */
package io.bactrian.fallback;
