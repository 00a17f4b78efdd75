package coffee.crema;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/// Who may know whom. A new feature gets a line in [#features_meet_in_rooms_only].
@AnalyzeClasses(
        packages = "coffee.crema",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.DoNotIncludeTestJars.class
        })
final class ArchitectureTest {

    /// The test fixtures of other modules, as they come when these are packaged.
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String ADAPTERS = "..adapter..";
    private static final String SERVER = "coffee.crema.server..";

    @ArchTest
    static final ArchRule features_meet_in_rooms_only =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .optionalLayer("realtime-core")
                    .definedBy("coffee.crema.realtime..")
                    .optionalLayer("rooms")
                    .definedBy("coffee.crema.rooms..")
                    .optionalLayer("presence")
                    .definedBy("coffee.crema.presence..")
                    .optionalLayer("crdt")
                    .definedBy("coffee.crema.crdt..")
                    .optionalLayer("tastings")
                    .definedBy("coffee.crema.tastings..")
                    .optionalLayer("blind-box")
                    .definedBy("coffee.crema.blindbox..")
                    .optionalLayer("server")
                    .definedBy(SERVER)
                    .whereLayer("server")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("presence")
                    .mayOnlyBeAccessedByLayers("server")
                    .whereLayer("tastings")
                    .mayOnlyBeAccessedByLayers("server")
                    .whereLayer("blind-box")
                    .mayOnlyBeAccessedByLayers("server")
                    .whereLayer("crdt")
                    .mayOnlyBeAccessedByLayers("tastings", "server")
                    .whereLayer("rooms")
                    .mayOnlyBeAccessedByLayers(
                            "presence", "crdt", "tastings", "blind-box", "server");

    @ArchTest
    static final ArchRule only_adapters_know_a_vendor =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ADAPTERS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.redisson..",
                            "org.jdbi..",
                            "com.zaxxer..",
                            "org.flywaydb..",
                            "io.netty..",
                            "java.sql..",
                            "org.automerge..",
                            "com.networknt..",
                            "de.siegmar..",
                            "org.apache.pdfbox..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_the_server_knows_micronaut =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(SERVER)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.micronaut..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule time_is_passed_in =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ADAPTERS, SERVER)
                    .should()
                    .accessTargetWhere(
                            member(Instant.class, "now")
                                    .or(member(System.class, "nanoTime|currentTimeMillis"))
                                    .or(member(Thread.class, "sleep"))
                                    .or(member(Clock.class, "system.*")))
                    .because("a test must be able to hold the clock")
                    .allowEmptyShould(true);

    private ArchitectureTest() {}

    private static DescribedPredicate<JavaAccess<?>> member(Class<?> owner, String names) {
        return targetOwner(equivalentTo(owner))
                .and(JavaAccess.Predicates.target(nameMatching(names)))
                .as(owner.getSimpleName() + "." + names);
    }
}
