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
 * The files that a configuration comes from, also those that do not exist yet. What else is in their directories, such
 * as a log, does not matter.
 *
 * @param files paths of files
 * @param directories paths of directories of which every file counts, with how the names of these files end
 * @param locations what is configured beside the usual places, as it is configured, with its path
 */
record ConfigurationFiles(
        NavigableSet<Path> files, SortedMap<Path, List<String>> directories, SortedMap<String, Path> locations) {

    /** Where an optional source of SmallRye Config finds directories with a file for each key. */
    private static final String KEY_DIRECTORIES = "smallrye.config.source.file.locations";

    private static final List<String> ENDINGS = List.of(".properties", ".yaml", ".yml");
    private static final List<String> EVERY_ENDING = List.of("");

    /** The files that a configuration was read from, or would have been if they were there. */
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

    /** Whether it is a file or a directory is looked at each time: it may not be there yet. */
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

    /** What is in the files now. */
    FileContents read() {
        Stream<Path> inDirectories =
                directories.entrySet().stream().flatMap(entry -> filesIn(entry.getKey(), entry.getValue()).stream());
        return FileContents.of(Stream.concat(files.stream(), inDirectories)
                .filter(Files::isRegularFile)
                .toList());
    }

    /** The configured locations that do not exist, neither there nor on the class path: they are passed over. */
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
            // it is being replaced: the next look finds out
            return List.of();
        }
    }
}
