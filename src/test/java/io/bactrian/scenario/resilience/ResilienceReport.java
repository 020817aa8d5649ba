package io.bactrian.scenario.resilience;

import io.bactrian.scenario.resilience.Check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs scenarios in their long form and writes what was found as Markdown.
 *
 * <p>Arguments: the file to write, and ids of scenarios; without ids all are run, and with them
 * what the file says of these is replaced. Ends with 1 if a claim does not hold.
 */
final class ResilienceReport {

  private final List<ReportedScenario> reported = new ArrayList<>();
  private final Map<Scenario, String> brokenOff = new LinkedHashMap<>();

  private ResilienceReport() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println("usage: ResilienceReport FILE [ID...]; ids: " + ids());
      System.exit(2);
    }
    List<String> wanted = Arrays.asList(args).subList(1, args.length);
    if (!ids().containsAll(wanted)) {
      System.err.println("unknown scenario among " + wanted + "; allowed: " + ids());
      System.exit(2);
    }
    var report = new ResilienceReport();
    for (Scenario scenario : Scenarios.all(Form.LONG)) {
      if (wanted.isEmpty() || wanted.contains(scenario.id())) {
        report.tryOut(scenario);
      }
    }
    Path page = Path.of(args[0]);
    Files.writeString(
        page,
        wanted.isEmpty() || !Files.exists(page)
            ? ReportPage.of(report.reported, report.brokenOff)
            : ReportPage.renewed(Files.readString(page), report.reported));
    boolean passed = report.reported.stream().allMatch(ReportedScenario::passed);
    System.exit(passed && report.brokenOff.isEmpty() ? 0 : 1);
  }

  private static List<String> ids() {
    return Scenarios.all(Form.LONG).stream().map(Scenario::id).toList();
  }

  /** One that does not come to its end must not take the others along. */
  private void tryOut(Scenario scenario) throws IOException {
    System.out.println(scenario);
    try {
      run(scenario);
    } catch (ConditionTimeoutException late) {
      brokenOff.put(scenario, late.getMessage());
      System.out.println("  BROKEN OFF: " + late.getMessage());
    }
  }

  private void run(Scenario scenario) throws IOException {
    ReportedScenario one = ReportedScenario.of(Engine.run(scenario, Form.LONG));
    reported.add(one);
    for (int i = 0; i < scenario.checks().size(); i++) {
      Verdict verdict = one.verdicts().get(i);
      System.out.printf(
          "  %-6s %s: %s%n",
          verdict.holds() ? "ok" : "FAILED", scenario.checks().get(i).claim(), verdict.seen());
    }
  }
}
