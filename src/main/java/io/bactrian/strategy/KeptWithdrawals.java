package io.bactrian.strategy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which canaries of the last documents were taken back. A document that comes again has those that
 * it had.
 */
public final class KeptWithdrawals {

  private static final int DOCUMENTS = 20;

  private final Optional<WithdrawalFile> file;
  private Map<String, Map<Canary, Withdrawal>> byDigest;

  private KeptWithdrawals(Optional<WithdrawalFile> file) {
    this.file = file;
  }

  /** Over a restart too; a file that cannot be read or written is told in the log. */
  public static KeptWithdrawals in(Path file) {
    return new KeptWithdrawals(Optional.of(new WithdrawalFile(file)));
  }

  static KeptWithdrawals forgotten() {
    return new KeptWithdrawals(Optional.empty());
  }

  synchronized Map<Canary, Withdrawal> of(String digest) {
    return all().getOrDefault(digest, Map.of());
  }

  synchronized void keep(String digest, Map<Canary, Withdrawal> withdrawn) {
    all().remove(digest);
    if (!withdrawn.isEmpty()) {
      all().put(digest, new HashMap<>(withdrawn));
    }
    while (all().size() > DOCUMENTS) {
      all().remove(all().keySet().iterator().next());
    }
    file.ifPresent(kept -> kept.write(all()));
  }

  /** Read with the first document: a gateway without one has no use for it. */
  private Map<String, Map<Canary, Withdrawal>> all() {
    if (byDigest == null) {
      byDigest = file.map(WithdrawalFile::read).orElseGet(LinkedHashMap::new);
    }
    return byDigest;
  }
}
