package io.bactrian.operations;

import java.util.regex.Pattern;

/** Says who an operator is: the name that they give, and the address they come from. */
final class Operators {

  static final String HEADER = "x-bactrian-operator";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1,64}");

  private Operators() {}

  /**
   * Returns {@code name@address}, or the address alone where there is no name.
   *
   * @throws IllegalArgumentException saying what a name may be, when it is something else
   */
  static String told(String name, String address) {
    if (name == null) {
      return address;
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "header " + HEADER + " must be 1 to 64 of letters, digits and . _ @ + -");
    }
    return name + "@" + address;
  }
}
