package io.bactrian.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What no class may do or be called. */
class CodeConventionsTest {

  /** Time and chance that cannot be injected: owner and name of what gives them. */
  private static final Set<String> TIME_AND_CHANCE =
      Set.of(
          System.class.getName() + ".nanoTime",
          System.class.getName() + ".currentTimeMillis",
          Instant.class.getName() + ".now",
          Clock.class.getName() + ".systemUTC",
          Clock.class.getName() + ".systemDefaultZone",
          InstantSource.class.getName() + ".system",
          ThreadLocalRandom.class.getName() + ".current",
          UUID.class.getName() + ".randomUUID",
          Math.class.getName() + ".random",
          java.util.Random.class.getName() + ".<init>",
          java.security.SecureRandom.class.getName() + ".<init>");

  private static final JavaClasses CLASSES = OwnClasses.ALL;

  @Test
  void time_and_chance_are_made_in_one_place_and_handed_out() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.bactrian.config.Sources")
        .and()
        .doNotHaveFullyQualifiedName("io.bactrian.simulator.BedrockSimulator")
        .should(makeTimeOrChance())
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> makeTimeOrChance() {
    return new ArchCondition<>("make time or chance themselves") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          if (access.getTarget() instanceof CodeUnitAccessTarget target) {
            String what = target.getOwner().getName() + "." + target.getName();
            events.add(
                new SimpleConditionEvent(
                    type, TIME_AND_CHANCE.contains(what), access.getDescription()));
          }
        }
      }
    };
  }

  @Test
  void names_say_what_a_class_is() {
    classes()
        .should()
        .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl|Abstract[A-Z]\\w*)(\\$.*)?")
        .check(CLASSES);
  }

  @Test
  void classes_are_not_made_to_be_extended() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void nothing_static_can_change() {
    fields().that().areStatic().should().beFinal().andShould(notHoldState()).check(CLASSES);
  }

  private static ArchCondition<JavaField> notHoldState() {
    return new ArchCondition<>("not be of a type that is made to change") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        JavaClass type = field.getRawType();
        boolean mutable =
            type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(LongAdder.class)
                || !type.isInterface()
                    && (type.isAssignableTo(Map.class) || type.isAssignableTo(Collection.class))
                || type.isAssignableTo(java.util.concurrent.ConcurrentMap.class)
                || type.isAssignableTo(StringBuilder.class);
        events.add(new SimpleConditionEvent(field, !mutable, field.getDescription()));
      }
    };
  }

  @Test
  void only_commands_write_to_the_console() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.bactrian.Bactrian")
        .and()
        .doNotHaveFullyQualifiedName("io.bactrian.simulator.SimulatorCommand")
        .and()
        .doNotHaveFullyQualifiedName("io.bactrian.config.DeadLetterCommand")
        .and()
        .doNotHaveFullyQualifiedName("io.bactrian.config.EvaluateCommand")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  /** A gateway that evaluates nothing shall not load what draws. */
  @Test
  void only_reports_of_evaluations_draw() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.bactrian.evaluation.report")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "org.knowm..", "de.erichseifert..")
        .check(CLASSES);
  }
}
