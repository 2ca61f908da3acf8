package io.throughline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// The engine stays pure: no clock, no randomness, no I/O, no framework.
@AnalyzeClasses(
        packages = "io.throughline",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.OnlyTheEngine.class})
class ArchitectureTest {
    /// The tests read words with the classifier, which is a module of its own and no part of the engine.
    static final class OnlyTheEngine implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/understanding/");
        }
    }

    /// A map that remembers pure answers makes nothing less pure, and may be asked by many.
    private static final DescribedPredicate<JavaClass> THREADS = resideInAPackage("java.util.concurrent..")
            .and(not(equivalentTo(ConcurrentHashMap.class)))
            .as("what threads are made of");

    @ArchTest
    static final ArchRule no_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class);

    @ArchTest
    static final ArchRule no_randomness = noClasses()
            .should()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule no_framework = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "java.net..")
                    .or(THREADS));

    @ArchTest
    static final ArchRule files_only_where_definitions_are_read = noClasses()
            .that()
            .doNotHaveSimpleName("DefinitionReader")
            .and()
            .doNotHaveSimpleName("PackDirectory")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..");
}
