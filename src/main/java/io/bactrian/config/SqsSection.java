package io.bactrian.config;

import java.util.List;

/** The settings of SQS and its queues. */
final class SqsSection {

  /** The queues; none where there is no SQS. */
  record Sqs(List<String> queueNames) {}

  private SqsSection() {}

  static Sqs read(SettingReader read) {
    boolean off = read.text("bactrian.sqs.queues").equals(QueueSection.NONE);
    return new Sqs(off ? List.of() : read.names("bactrian.sqs.queues"));
  }
}
