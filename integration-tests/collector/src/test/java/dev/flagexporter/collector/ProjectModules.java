package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled classes of all modules of this project. */
final class ProjectModules {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private static final List<String> LIBRARIES = List.of(
            "spi",
            "runtime",
            "deployment",
            "plugins/testkit",
            "plugins/test-backends",
            "plugins/file",
            "plugins/log",
            "plugins/s3");

    private ProjectModules() {}

    static JavaClasses classes() {
        return new ClassFileImporter().importPaths(directories("classes"));
    }

    static JavaClasses testClasses() {
        return new ClassFileImporter()
                .importPaths(Stream.concat(
                                directories("test-classes").stream(),
                                Stream.of("collector", "formats")
                                        .map(module ->
                                                ROOT.resolve("integration-tests/" + module + "/target/test-classes")))
                        .filter(Files::isDirectory)
                        .toList());
    }

    static List<Path> directories(String kind) {
        return LIBRARIES.stream()
                .map(module -> ROOT.resolve(module).resolve("target").resolve(kind))
                .toList();
    }

    /** The folders below a module's classes that have a class in them, which are its packages. */
    static Set<String> packagesIn(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
