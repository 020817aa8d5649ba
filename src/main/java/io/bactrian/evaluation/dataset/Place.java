package io.bactrian.evaluation.dataset;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where in a file something is said.
 *
 * @param line from 1
 */
record Place(String file, int line) {

  InvalidDataSet refuse(String why) {
    return new InvalidDataSet(file + ", line " + line + ": " + why);
  }

  void allowOnly(Set<String> allowed, Collection<String> keys) {
    for (String key : keys) {
      if (!allowed.contains(key)) {
        throw refuse("'" + key + "' is unknown; allowed are " + inOrder(allowed));
      }
    }
  }

  static String inOrder(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }
}
