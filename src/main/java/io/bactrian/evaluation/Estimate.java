package io.bactrian.evaluation;

/**
 * A mean and the interval that holds the true one with a confidence of 95 %.
 *
 * @param low equal to the mean where one sample alone is known
 */
public record Estimate(double mean, double low, double high) {}
