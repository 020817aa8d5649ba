package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Estimate;

/** A model in a plot. */
record PlotPoint(String label, double x, Estimate y, PointStyle style) {}
