/** What an evaluation writes: results, a proposed strategy, and a report with plots. */
package io.bactrian.evaluation.report;
