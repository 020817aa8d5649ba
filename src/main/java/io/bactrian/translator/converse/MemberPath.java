package io.bactrian.translator.converse;

import io.bactrian.translator.InvalidRequest;

/** Where in a request a value stands, such as {@code messages[0].content[1].image}. */
record MemberPath(MemberPath parent, String step) {

  static final MemberPath BODY = new MemberPath(null, "");

  MemberPath member(String name) {
    return new MemberPath(this, parent == null ? name : "." + name);
  }

  MemberPath item(int index) {
    return new MemberPath(this, "[" + index + "]");
  }

  /** A refusal of the value; {@code rule} says what it must be. */
  InvalidRequest refusal(String rule) {
    return new InvalidRequest((parent == null ? "the body " : "field '" + this + "' ") + rule);
  }

  @Override
  public String toString() {
    return (parent == null ? "" : parent.toString()) + InvalidRequest.quotable(step);
  }

  /** Names come from the client and go into replies and logs. */
}
