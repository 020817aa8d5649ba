package io.bactrian.store;

/** Says that a store did not do what it was asked, or was not asked at all. */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreUnavailable(String message) {
    super(message, null, false, false);
  }
}
