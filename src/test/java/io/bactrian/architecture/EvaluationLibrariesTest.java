package io.bactrian.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The libraries of evaluations, which only a few classes may know: others would load them. */
class EvaluationLibrariesTest {

  private static final JavaClasses CLASSES = OwnClasses.ALL;

  @ParameterizedTest
  @CsvSource({
    "picocli, io.bactrian.(config.EvaluateCommand|evaluation.run.EvaluateOptions)",
    "dev.langchain4j, io.bactrian.evaluation.score.\\w+",
    "ai.onnxruntime, io.bactrian.evaluation.score.\\w+"
  })
  void a_library_is_known_to_few(String library, String few) {
    noClasses()
        .that()
        .haveNameNotMatching("(" + few + ")(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(CLASSES);
  }
}
