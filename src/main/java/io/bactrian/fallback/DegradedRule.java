package io.bactrian.fallback;

import com.google.re2j.Pattern;

/**
 * An apology for questions of a kind.
 *
 * @param when found in the last text of the user; of RE2, whose time grows with the text and never
 *     faster, whoever wrote text and expression
 */
public record DegradedRule(Pattern when, String text) {}
