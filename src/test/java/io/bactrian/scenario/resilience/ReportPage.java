package io.bactrian.scenario.resilience;

import io.bactrian.scenario.resilience.Check.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The report as Markdown. */
final class ReportPage {

  private static final String HEAD =
      """
      # Resilience report

      Written by `bench/resilience.sh`; every figure is of that run. The gateway runs in a process of its own as it is
      shipped, with two simulated regions behind it, over loopback; what a scenario sets beyond the shipped settings stands
      below it. Every request has an id, and a ledger tells what became of it.

      * **Errors** are calls without a whole answer, streams that broke included; **refused** are those of them that got a
        503 or 429 with `Retry-After` at once. Clients that leave on purpose are neither.
      * **Affected** is the time from the first fault to the end of the last call that failed, was degraded, or took more
        than one attempt. **Extra tokens** are those that Bedrock bills for answers that no client got whole.
      * **Probes** are calls that a region received while it was left alone. **Probed after** is the time from the end of
        the fault to the region's first answer: it is the rest of the open interval. **Back in** is the time from that
        answer until the breaker was closed and ten answers had come.

      A scenario with a star was run again later, alone: `bench/resilience.sh R1` does that to a page that is there.

      """;

  private static final String COLUMNS =
      """
      | | scenario | calls | errors | refused | affected | upstream per call | extra tokens | probes | state changes | probed after | back in | |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private ReportPage() {}

  static String of(List<ReportedScenario> all, Map<Scenario, String> brokenOff) {
    return HEAD
        + conditions()
        + COLUMNS
        + all.stream().map(ReportPage::row).collect(Collectors.joining())
        + all.stream().map(ReportPage::details).collect(Collectors.joining())
        + brokenOff.entrySet().stream()
            .map(one -> "%n## %s: **broken off**%n%n%s%n".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining());
  }

  /** The page with what is told of these scenarios anew. */
  static String renewed(String page, List<ReportedScenario> again) {
    String renewed = page;
    for (ReportedScenario one : again) {
      String id = Pattern.quote(one.scenario().id());
      renewed =
          renewed
              .replaceFirst(
                  "(?m)^\\| " + id + "\\*? \\|.*\\R",
                  Matcher.quoteReplacement(row(one).replaceFirst(" \\|", "* |")))
              .replaceFirst(
                  "(?s)\\R## " + id + "[: ].*?(?=\\R## |\\z)",
                  Matcher.quoteReplacement(details(one).stripTrailing() + "\n"));
    }
    return renewed;
  }

  private static String conditions() {
    return "Conditions: %d cores, JDK %s, gateway with `%s`; load generator and simulator share the cores.%n%n"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            System.getProperty(ProcessSite.FLAGS, ""));
  }

  private static String row(ReportedScenario one) {
    return "| %s | %s | %d | %d | %d | %s | %s | %d | %d | %d | %s | %s | %s |%n"
        .formatted(
            one.scenario().id(),
            one.scenario().title(),
            one.calls(),
            one.errors(),
            one.refused(),
            one.affectedMillis().map(ReportPage::seconds).orElse("-"),
            String.format(Locale.ROOT, "%.3f", one.upstreamPerCall()),
            one.extraTokens(),
            one.probes(),
            one.stateChanges(),
            one.recovery().map(seen -> seconds(seen.waitedMillis())).orElse("-"),
            one.recovery().map(seen -> seconds(seen.tookMillis())).orElse("-"),
            one.passed() ? "passed" : "**failed**");
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.2f s", millis / 1_000.0);
  }

  private static String details(ReportedScenario one) {
    var text = new StringBuilder();
    text.append("%n## %s: %s%n%n".formatted(one.scenario().id(), one.scenario().title()));
    text.append(traffic(one.scenario())).append(settings(one.scenario())).append("\n\n");
    text.append("| claim | seen | |\n|---|---|---|\n");
    for (int i = 0; i < one.verdicts().size(); i++) {
      Verdict verdict = one.verdicts().get(i);
      text.append(
          "| %s | %s | %s |%n"
              .formatted(
                  one.scenario().checks().get(i).claim(),
                  cell(verdict.seen()),
                  verdict.holds() ? "holds" : "**does not hold**"));
    }
    return text.toString();
  }

  /** A call that went wrong is told in full in the log of the run. */
  private static String cell(String seen) {
    return seen.lines().findFirst().orElse("").replaceAll(", but .*", "").replace("|", "\\|");
  }

  private static String traffic(Scenario scenario) {
    return scenario.phases().stream()
        .map(Phase::traffic)
        .map(
            traffic ->
                traffic.atOnce() > 0
                    ? traffic.atOnce() + " calls at once"
                    : traffic.perSecond() + (traffic.streamed() ? " streams" : " calls") + "/s")
        .distinct()
        .collect(Collectors.joining(", ", "Load: ", "."));
  }

  private static String settings(Scenario scenario) {
    Map<String, String> shown = new TreeMap<>(scenario.settings());
    return shown.entrySet().stream()
        .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
        .collect(Collectors.joining(", ", " Settings: ", "."));
  }
}
