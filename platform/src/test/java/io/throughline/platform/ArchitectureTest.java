package io.throughline.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RequestMapping;

class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.throughline.platform");

    @Test
    void time_chance_and_sleep_are_injected() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Time")
                .and()
                .doNotHaveSimpleName("SharedClock")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(PRODUCT);
    }

    @Test
    void sql_is_in_stores() {
        noClasses()
                .that(describedAs(
                        "are not stores",
                        type -> !outermost(type).endsWith("Store")
                                && !outermost(type).endsWith("Setup")
                                && !outermost(type).equals("DatabaseSafety")))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(JdbcTemplate.class, JdbcClient.class, java.sql.PreparedStatement.class)
                .check(PRODUCT);
    }

    /// Outside a transaction such a stream keeps its connection until somebody closes it: two dozen of them, and the
    /// node stands still.
    @Test
    void rows_are_listed_and_not_streamed() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .check(PRODUCT);
    }

    /// The customer's pages have no caller to authorise: whoever holds the link is met there, and each page asks its
    /// session. That holds below their own paths only.
    @Test
    void every_endpoint_but_the_customers_pages_says_who_may_call_it() {
        methods()
                .that(DescribedPredicate.describe(
                        "answer HTTP and are not the customer's pages",
                        method -> !paths(method).isEmpty() && !isCustomersPage(method)))
                .should()
                .beAnnotatedWith(PreAuthorize.class)
                .check(PRODUCT);
    }

    private static boolean isCustomersPage(JavaMethod method) {
        return method.getOwner().getPackageName().equals("io.throughline.platform.selfservice")
                && paths(method).stream().allMatch(path -> path.matches("/(l|r|assets)(/.*)?"));
    }

    /// The paths that a method answers; a mapping without any answers `/`.
    private static List<String> paths(JavaMethod method) {
        if (!method.isMetaAnnotatedWith(RequestMapping.class)) {
            return List.of();
        }
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method.reflect(), RequestMapping.class);
        return mapping == null || mapping.path().length == 0 ? List.of("/") : List.of(mapping.path());
    }

    private static DescribedPredicate<JavaClass> describedAs(
            String text, java.util.function.Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(text, predicate);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getSimpleName());
    }
}
