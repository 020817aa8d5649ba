package io.bactrian.config;

import java.util.List;

/** The settings of the JMS broker and its queues. */
final class JmsSection {

  /** A broker and its queues; none where there is no JMS. */
  record Jms(List<String> queueNames) {}

  private JmsSection() {}

  static Jms read(SettingReader read) {
    boolean off = read.text("bactrian.jms.queues").equals(QueueSection.NONE);
    return new Jms(off ? List.of() : read.names("bactrian.jms.queues"));
  }
}
