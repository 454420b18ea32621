package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.object.ObjectNameLimits;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The directory that receives the files. Nothing is written outside of it, and its entries survive a power failure. */
final class OutputDirectory {

    /** The limit of nearly all file systems. */
    private static final int MAX_NAME_BYTES = 255;

    /** The limit of Linux, without the terminating zero. */
    private static final int MAX_PATH_BYTES = 4095;

    private final Path root;

    OutputDirectory(Path root) {
        this.root = root;
    }

    /** Returns the directory at a path in which {@link #problemWith} finds no problem. */
    static OutputDirectory at(String path) {
        return new OutputDirectory(Path.of(path).toAbsolutePath());
    }

    /** Returns the limits on the names of files in a directory; the path of a file counts as a whole, too. */
    static ObjectNameLimits nameLimits(String path) {
        int directory = path.isBlank() || reasonAgainst(path) != null ? 0 : bytes(at(path).root) + 1;
        return new ObjectNameLimits(MAX_PATH_BYTES - directory, MAX_NAME_BYTES);
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(UTF_8).length;
    }

    /** Returns the problem with a path, as far as it is known without writing to the disk. */
    static Optional<ConfigurationProblem> problemWith(String path) {
        return Optional.ofNullable(reasonAgainst(path))
                .map(reason -> new ConfigurationProblem(
                        "output-dir", path, reason, "name a directory that this process can write to"));
    }

    private static @Nullable String reasonAgainst(String path) {
        if (path.isBlank()) {
            return "it is empty";
        }
        try {
            return reasonAgainst(Path.of(path).toAbsolutePath());
        } catch (InvalidPathException e) {
            return "it is not a valid path on this machine: " + e.getReason();
        }
    }

    static @Nullable String reasonAgainst(Path directory) {
        Path existing = nearestExisting(directory);
        boolean itself = existing.equals(directory);
        if (!Files.isDirectory(existing)) {
            return itself ? "it is not a directory" : "it cannot be created: " + existing + " is not a directory";
        }
        if (!Files.isWritable(existing)) {
            return itself ? "it cannot be written to" : "it cannot be created: " + existing + " cannot be written to";
        }
        return null;
    }

    /** A broken symbolic link counts as existing: no directory can be created in its place. */
    private static Path nearestExisting(Path directory) {
        Path candidate = directory;
        while (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = candidate.getParent();
            if (parent == null) {
                return candidate;
            }
            candidate = parent;
        }
        return candidate;
    }

    /** Returns the directory as configured. */
    Path path() {
        return root;
    }

    /** Returns the directory without symbolic links, as far as it exists: the same for two ways to name it. */
    Path realPath() {
        Path normalized = root.normalize();
        Path existing = nearestExisting(normalized);
        try {
            return existing.toRealPath().resolve(existing.relativize(normalized));
        } catch (IOException e) {
            return normalized;
        }
    }

    /** Creates the directory and its parents if they are missing. */
    void create() throws IOException {
        Path existing = nearestExisting(root);
        Files.createDirectories(root);
        syncUpTo(existing, root);
    }

    /** Returns the path of a file, which is always below this directory. */
    Path resolve(String name) throws ExportException {
        Path relative = root.getFileSystem().getPath(name).normalize();
        if (relative.isAbsolute()
                || relative.startsWith("..")
                || relative.toString().isEmpty()) {
            throw new ExportException("the file name \"" + name + "\" leads out of the directory " + root);
        }
        return root.resolve(relative);
    }

    /** Creates the folders between this directory and one of its files. */
    void createFolderOf(Path target) throws IOException {
        Files.createDirectories(folderOf(target));
    }

    /** Syncs the entry of a file and those of its folders, which an earlier attempt may have created without syncing. */
    void sync(Path target) throws IOException {
        syncUpTo(root, folderOf(target));
    }

    /** Returns the folder of a file. */
    Path folderOf(Path target) {
        Path folder = target.getParent();
        return folder == null ? root : folder;
    }

    private static void syncUpTo(Path last, Path first) throws IOException {
        for (Path folder = first; folder != null && folder.startsWith(last); folder = folder.getParent()) {
            syncEntries(folder);
        }
    }

    /** Only on POSIX file systems can a directory be opened and synced; others need no sync. */
    private static void syncEntries(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
