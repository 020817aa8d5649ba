package io.bactrian;

/** Starts the gateway, or with the argument {@code simulator} the Bedrock simulator alone. */
public final class Bactrian {

  private Bactrian() {}

  public static void main(String[] args) {
    System.out.println("Bactrian on Java " + Runtime.version().feature());
  }
}
