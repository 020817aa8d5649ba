package io.bactrian.fallback;

/** When kept answers are used. */
public enum CacheMode {
  /** Never, and none are kept. */
  OFF,
  /** Only when no live answer can be had. */
  FALLBACK,
  /** Before any target is asked. */
  READ_THROUGH
}
