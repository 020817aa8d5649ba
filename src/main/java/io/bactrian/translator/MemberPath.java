package io.bactrian.translator;

/**
 * Where in a request a value stands, such as {@code messages[0].content[1].image}. Names come from
 * the client and go into replies and logs, so that they are shown as {@link
 * InvalidRequest#quotable} has them.
 */
public record MemberPath(MemberPath parent, String step) {

  public static final MemberPath BODY = new MemberPath(null, "");

  public MemberPath member(String name) {
    return new MemberPath(this, parent == null ? name : "." + name);
  }

  public MemberPath item(int index) {
    return new MemberPath(this, "[" + index + "]");
  }

  /** A refusal of the value; {@code rule} says what it must be. */
  public InvalidRequest refusal(String rule) {
    return new InvalidRequest((parent == null ? "the body " : "field '" + this + "' ") + rule);
  }

  /** A refusal of the name; {@code allowed} lists the names that may stand here. */
  public InvalidRequest unknown(Iterable<String> allowed) {
    return new InvalidRequest(
        "unknown field '" + this + "'; allowed: " + String.join(", ", allowed));
  }

  @Override
  public String toString() {
    return (parent == null ? "" : parent.toString()) + InvalidRequest.quotable(step);
  }
}
