package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled classes of all modules of this project. */
final class ProjectModules {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private static final Pattern TEST_SOURCE = Pattern.compile("/src/test/java/.*(?:Test|IT)\\.java$");

    private ProjectModules() {}

    static JavaClasses classes() {
        return new ClassFileImporter().importPaths(directories("classes"));
    }

    /** The sources of the tests of all modules, also of those that are built later than this one. */
    static List<Path> testSources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> TEST_SOURCE.matcher(file.toString()).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> directories(String kind) {
        return Stream.concat(Stream.of("spi", "runtime", "deployment").map(ROOT::resolve), plugins().stream())
                .map(module -> module.resolve("target").resolve(kind))
                .toList();
    }

    /** The modules below the folder {@code plugins}: exporters, formats, and what their tests use. */
    static List<Path> plugins() {
        try (Stream<Path> folders = Files.list(ROOT.resolve("plugins"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the plugins that bring implementations of an interface to applications. */
    static List<Path> pluginsWith(Class<?> service) {
        return plugins().stream()
                .filter(module -> Files.exists(
                        module.resolve("src/main/resources/META-INF/services").resolve(service.getName())))
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
