package dev.flagexporter.collector;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.format.EventFormat;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The boundaries between the modules and packages of this project. */
class ArchitectureTest {

    private static final String SPI = "dev.flagexporter.spi..";
    private static final String PLUGINS = "dev.flagexporter.plugins..";
    private static final String RUNTIME = "dev.flagexporter.runtime..";
    private static final String API = "dev.flagexporter";
    private static final String CONTRACT = "dev.flagexporter.testkit.exporter.ExporterContract";
    private static final JavaClasses CLASSES = ProjectModules.classes();

    @Test
    void allModulesAreLookedAt() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName()))
                .contains(
                        API,
                        "dev.flagexporter.spi",
                        "dev.flagexporter.runtime.store",
                        "dev.flagexporter.deployment",
                        "dev.flagexporter.plugins.file",
                        "dev.flagexporter.plugins.log",
                        "dev.flagexporter.plugins.s3",
                        "dev.flagexporter.plugins.parquet",
                        "dev.flagexporter.backends",
                        "dev.flagexporter.testkit");
    }

    @Test
    void theSpiKnowsNothingOfQuarkus() {
        classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        SPI,
                        "javax.net.ssl..",
                        "com.fasterxml.jackson.core..",
                        "io.smallrye.config..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    /** Making a frozen copy needs it, for arrays of any type; writing one never does. */
    @Test
    void eventsAreWrittenWithoutReflection() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.flagexporter.spi.format..",
                        "dev.flagexporter.spi.template..",
                        "dev.flagexporter.spi.object..")
                .or()
                .haveNameMatching(
                        "dev\\.flagexporter\\.spi\\.event\\.(Json|EventBytes|OutputBuffer|RepeatedMetadata).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(CLASSES);
    }

    @Test
    void thePackagesOfTheSpiHaveNoCycles() {
        slices().assignedFrom(new Packages("dev.flagexporter.spi"))
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void thePackagesOfTheRuntimeHaveNoCycles() {
        slices().matching("dev.flagexporter.runtime.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** Each package is a slice, also the one above others. */
    private record Packages(String root) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(root) || name.startsWith(root + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + root;
        }
    }

    @Test
    void pluginsDependOnTheSpiOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(PLUGINS, "dev.flagexporter.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, RUNTIME, "dev.flagexporter.deployment..", "io.quarkus..", "jakarta..")
                .check(CLASSES);
    }

    @Test
    void pluginsShowNothingButWhatIsLoadedAndTheirConfiguration() {
        classes()
                .that()
                .resideInAPackage(PLUGINS)
                .and()
                .arePublic()
                .should()
                .haveSimpleNameEndingWith("ExporterFactory")
                .orShould()
                .haveSimpleNameEndingWith("ExporterConfig")
                .orShould()
                .implement(EventFormat.class)
                .check(CLASSES);
    }

    @Test
    void everyPluginKeepsTheContractOfExporters() {
        assertThat(ProjectModules.pluginsWith(ExporterFactory.class))
                .isNotEmpty()
                .allSatisfy(
                        plugin -> assertThat(new ClassFileImporter().importPath(plugin.resolve("target/test-classes")))
                                .as(plugin.toString())
                                .anyMatch(type -> type.isAssignableTo(CONTRACT)
                                        && type.getSimpleName().endsWith("ExporterContractTest")));
    }

    @Test
    void whatIsPublicIsApiOrSaysThatItIsNot() {
        classes()
                .that()
                .arePublic()
                .and()
                // what Quarkus generates beside build steps
                .haveNameNotMatching(".*\\$\\$accessor")
                .and()
                // what other extensions tell this one
                .haveSimpleNameNotEndingWith("BuildItem")
                .should()
                .resideInAnyPackage(
                        API, SPI, PLUGINS, RUNTIME, "dev.flagexporter.testkit..", "dev.flagexporter.backends..")
                .check(CLASSES);
    }

    @Test
    void theApplicationsApiDoesNotExposeTheImplementation() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUNTIME, "io.quarkus..")
                .check(CLASSES);
    }

    @Test
    void theStoreKnowsNothingOfWhatIsBuiltOnIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.flagexporter.runtime.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flagexporter.runtime.delivery..",
                        "dev.flagexporter.runtime.config..",
                        "dev.flagexporter.runtime.collector..")
                .check(CLASSES);
    }

    @Test
    void theDeliveryKnowsNeitherConfigurationNorCollector() {
        noClasses()
                .that()
                .resideInAPackage("dev.flagexporter.runtime.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.flagexporter.runtime.config..", "dev.flagexporter.runtime.collector..")
                .check(CLASSES);
    }

    @Test
    void nothingButTheCollectorDependsOnTheCollector() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.flagexporter.runtime.collector..", "dev.flagexporter.deployment..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.flagexporter.runtime.collector..")
                .check(CLASSES);
    }

    @Test
    void noPackageIsInTwoModules() {
        Map<String, Path> moduleOf = new HashMap<>();
        for (Path module : ProjectModules.directories("classes")) {
            for (String name : ProjectModules.packagesIn(module)) {
                assertThat(moduleOf.put(name, module))
                        .as("the package %s is in %s and in", name, module)
                        .isNull();
            }
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        for (Path module : ProjectModules.directories("classes")) {
            for (String name : ProjectModules.packagesIn(module)) {
                Path source = module.getParent()
                        .resolveSibling("src/main/java")
                        .resolve(name.replace('.', '/'))
                        .resolve("package-info.java");
                assertThat(source).exists();
            }
        }
    }
}
