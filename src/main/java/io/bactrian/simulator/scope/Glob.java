package io.bactrian.simulator.scope;

/** A name pattern in which {@code *} stands for any run of characters, none included. */
record Glob(String pattern) {

  boolean matches(String name) {
    return "*".equals(pattern) || matches(pattern, 0, name, 0);
  }

  private static boolean matches(String pattern, int at, String name, int from) {
    int star = pattern.indexOf('*', at);
    if (star < 0) {
      return name.length() - from == pattern.length() - at
          && name.startsWith(pattern.substring(at), from);
    }
    if (!name.startsWith(pattern.substring(at, star), from)) {
      return false;
    }
    for (int next = from + star - at; next <= name.length(); next++) {
      if (matches(pattern, star + 1, name, next)) {
        return true;
      }
    }
    return false;
  }
}
