package dev.flagexporter.runtime.reload;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.smallrye.config.SmallRyeConfig;

/**
 * The files that a configuration is read from, including those that do not exist yet. Other files in their directories,
 * such as a log, have no effect.
 *
 * @param files paths of files
 * @param directories paths of directories, with the endings of the files that count there
 * @param locations the locations that are configured in addition to the default ones, as configured, with their paths
 */
record ConfigurationFiles(
        NavigableSet<Path> files, SortedMap<Path, List<String>> directories, SortedMap<String, Path> locations) {

    /** The key that names directories with one file per key, for an optional source of SmallRye Config. */
    private static final String KEY_DIRECTORIES = "smallrye.config.source.file.locations";

    private static final List<String> ENDINGS = List.of(".properties", ".yaml", ".yml");
    private static final List<String> EVERY_ENDING = List.of("");

    /** Returns the files that a configuration was read from, and those that it would be read from if they existed. */
    static ConfigurationFiles of(SmallRyeConfig config) {
        return of(config, Path.of("").toAbsolutePath());
    }

    static ConfigurationFiles of(SmallRyeConfig config, Path workingDirectory) {
        ConfigurationFiles files = new ConfigurationFiles(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        files.files.add(workingDirectory.resolve(".env"));
        ENDINGS.forEach(
                ending -> files.addFile(workingDirectory.resolve("config/application" + ending), config.getProfiles()));
        locations(config, SmallRyeConfig.SMALLRYE_CONFIG_LOCATIONS)
                .forEach(location -> files.addLocation(location, config.getProfiles()));
        locations(config, KEY_DIRECTORIES).forEach(files::addKeyDirectory);
        return files;
    }

    private static Stream<String> locations(SmallRyeConfig config, String key) {
        return config.getOptionalValues(key, String.class).stream().flatMap(List::stream);
    }

    /** Each comparison checks whether it is a file or a directory: it may not exist yet. */
    private void addLocation(String location, List<String> profiles) {
        URI uri = URI.create(location);
        if (uri.getScheme() == null || uri.getScheme().equals("file")) {
            Path path = Path.of(uri.getPath()).toAbsolutePath();
            locations.put(location, path);
            addFile(path, profiles);
            directories.put(path, ENDINGS);
        }
    }

    private void addKeyDirectory(String location) {
        Path path = (location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location)).toAbsolutePath();
        locations.put(location, path);
        directories.put(path, EVERY_ENDING);
    }

    private void addFile(Path file, List<String> profiles) {
        files.add(file);
        String name = String.valueOf(file.getFileName());
        String base = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        for (String profile : profiles) {
            ENDINGS.forEach(ending -> files.add(file.resolveSibling(base + "-" + profile + ending)));
        }
    }

    /** Returns the current content of the files. */
    FileContents read() {
        Stream<Path> inDirectories =
                directories.entrySet().stream().flatMap(entry -> filesIn(entry.getKey(), entry.getValue()).stream());
        return FileContents.of(Stream.concat(files.stream(), inDirectories)
                .filter(Files::isRegularFile)
                .toList());
    }

    /** Returns the configured locations that exist neither there nor on the class path. Quarkus ignores them. */
    List<String> missing() {
        ClassLoader classPath = Thread.currentThread().getContextClassLoader();
        return locations.entrySet().stream()
                .filter(entry -> Files.notExists(entry.getValue()) && classPath.getResource(entry.getKey()) == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Path> filesIn(Path directory, List<String> endings) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
                    .toList();
        } catch (IOException e) {
            // it is being replaced: the next comparison finds the new one
            return List.of();
        }
    }
}
