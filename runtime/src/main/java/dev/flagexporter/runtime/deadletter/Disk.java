package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.jboss.logging.Logger;

import static java.util.Objects.requireNonNull;

/** What dead letters need of the file system. Tests put one in its place that fails. */
public class Disk {

    private static final Logger LOG = Logger.getLogger(Disk.class);

    /** The file system as it is. */
    public Disk() {}

    /**
     * Opens a file, which must be a plain one or not be there: a symbolic link could lead anywhere.
     *
     * @param file the file
     * @param options how to open it
     * @return its content
     * @throws IOException when it cannot be opened, or is something else
     */
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        if (exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a plain file; remove it, or use another directory");
        }
        OpenOption[] all = new OpenOption[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = LinkOption.NOFOLLOW_LINKS;
        return FileChannel.open(file, all);
    }

    /**
     * Whether there is such a file.
     *
     * @param file the file
     * @return true also when it is a directory or a link
     */
    public boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Puts a file in the place of another, as a whole or not at all.
     *
     * @param fresh the new one
     * @param file the one that it replaces
     * @throws IOException when it does not
     */
    public void replace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes a file, if it is there and that is possible.
     *
     * @param file the file
     */
    public void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debugf(e, "%s could not be removed", file);
        }
    }

    /**
     * Makes a directory and its parents, on the disk before this returns.
     *
     * @param directory an absolute path
     * @throws IOException when it cannot be made
     */
    public void makeDirectories(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(directory)) {
            makeDirectories(parent);
            makeDirectory(directory);
            syncName(directory);
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // somebody else may have made it meanwhile
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /**
     * Has the name of a file or directory reach the disk, or that there is none of it any more.
     *
     * @param path an absolute path
     * @throws IOException when it may not have
     */
    public void syncName(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(requireNonNull(path.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
