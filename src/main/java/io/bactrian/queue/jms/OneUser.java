package io.bactrian.queue.jms;

import io.bactrian.queue.jms.BrokerSettings.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** Lets into the embedded broker who has the gateway's own name and password, and nobody else. */
final class OneUser implements ActiveMQSecurityManager {

  private final Credentials known;

  OneUser(Credentials known) {
    this.known = known;
  }

  @Override
  public boolean validateUser(String user, String password) {
    return equal(known.user(), user) & equal(known.password(), password);
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return validateUser(user, password);
  }

  /** Takes the same time whatever is wrong. */
  private static boolean equal(String known, String given) {
    return given != null
        && MessageDigest.isEqual(
            known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
