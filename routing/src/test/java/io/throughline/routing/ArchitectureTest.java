package io.throughline.routing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Routing knows values, collections and time that is handed in; nothing else.
@AnalyzeClasses(packages = "io.throughline.routing", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule depends_on_nothing = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.throughline.routing",
                    "java.lang",
                    "java.lang.runtime",
                    "java.lang.invoke",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule no_clock = com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now");
}
