package io.bactrian.ingress.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One pass over the headers of a request: what makes its framing doubtful, and which headers must
 * not go further.
 */
final class HeaderScan implements BiConsumer<String, String> {

  private int hosts;
  private int contentTypes;
  private int transferEncodings;
  private boolean chunked;
  private boolean nameless;
  private List<String> forbidden = List.of();

  @Override
  public void accept(String name, String value) {
    // Most headers are dismissed by their first letter.
    switch (name.isEmpty() ? 0 : name.charAt(0) | 0x20) {
      case 0 -> nameless = true;
      case 'h' -> hosts += is(name, "host");
      case 't' -> {
        if (is(name, "transfer-encoding") == 1) {
          transferEncodings++;
          chunked = value.equalsIgnoreCase("chunked");
        }
      }
      case 'c' -> {
        contentTypes += is(name, "content-type");
        forbidPrefix(name, "camel");
      }
      case 'x' -> {
        if (begins(name, "x-bactrian-") && !isOurs(name)) {
          forbid(name);
        }
      }
      case 'o' -> forbidPrefix(name, "org.apache.camel");
      case 'j' -> forbidPrefix(name, "jms");
      case 'b' -> forbidName(name, "breadcrumbid");
      case 'l' -> forbidName(name, "long-running-action");
      default -> {}
    }
  }

  /** What is wrong with the framing, or null. */
  String fault(boolean http10) {
    if (nameless) {
      return "A header without a name.";
    }
    if (hosts > 1) {
      return "More than one Host.";
    }
    if (contentTypes > 1) {
      return "More than one Content-Type.";
    }
    if (transferEncodings > 0 && (transferEncodings > 1 || !chunked || http10)) {
      return "Only the transfer encoding chunked is known.";
    }
    return null;
  }

  List<String> forbidden() {
    return forbidden;
  }

  private static boolean isOurs(String name) {
    if (name.equalsIgnoreCase(EdgeHeaders.RECEIVED_NANOS)) {
      return true;
    }
    for (String ours : EdgeHeaders.OF_CLIENTS) {
      if (name.equalsIgnoreCase(ours)) {
        return true;
      }
    }
    return false;
  }

  private static int is(String name, String wanted) {
    return name.equalsIgnoreCase(wanted) ? 1 : 0;
  }

  private static boolean begins(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private void forbidPrefix(String name, String prefix) {
    if (begins(name, prefix)) {
      forbid(name);
    }
  }

  private void forbidName(String name, String wanted) {
    if (name.equalsIgnoreCase(wanted)) {
      forbid(name);
    }
  }

  private void forbid(String name) {
    if (forbidden.isEmpty()) {
      forbidden = new ArrayList<>(4);
    }
    forbidden.add(name);
  }
}
