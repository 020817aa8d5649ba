/** The composition root: reads the settings once, and makes and binds everything. */
package io.bactrian.config;
