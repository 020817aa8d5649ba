package io.bactrian.queue.jms;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A broker and how it is reached.
 *
 * @param url for the connection factory
 * @param connectionFactory a class with a constructor that takes the url; Artemis' own where empty
 * @param embedded where the broker runs in this process
 */
public record BrokerSettings(
    String url,
    Optional<String> connectionFactory,
    Optional<Credentials> credentials,
    Optional<Embedded> embedded) {

  /** Who connects. */
  public record Credentials(String user, String password) {

    @Override
    public String toString() {
      return "user " + user;
    }
  }

  /** Where an embedded broker listens, and where its journal is. */
  public record Embedded(String host, int port, Path directory) {}

  /** The address as it may be shown: parameters may have secrets in them. */
  public String shown() {
    return embedded.isPresent() ? "embedded " + url : url.replaceFirst("\\?.*", "");
  }
}
