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

/** The file operations of dead letters. Tests replace it by one that fails. */
public class Disk {

    private static final Logger LOG = Logger.getLogger(Disk.class);

    /** Uses the default file system. */
    public Disk() {}

    /**
     * Opens a regular file or creates it. Rejects symbolic links, which could lead anywhere.
     *
     * @param file the file
     * @param options how to open it
     * @return a channel
     * @throws IOException if it cannot be opened, or is not a regular file
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
     * Whether a file exists.
     *
     * @param file the file
     * @return true also if it is a directory or a link
     */
    public boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Replaces a file by another one, in one step.
     *
     * @param fresh the new file
     * @param file the file that it replaces
     * @throws IOException if the file is not replaced
     */
    public void replace(Path fresh, Path file) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes a file if it exists. A failure is only logged.
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
     * Creates a directory and its parents. They are on the disk when this returns.
     *
     * @param directory an absolute path
     * @throws IOException if it cannot be created
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
            // another process may have created it
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /**
     * Syncs the directory entry of a file or directory, or its removal.
     *
     * @param path an absolute path
     * @throws IOException if the entry may not be on the disk
     */
    public void syncName(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(requireNonNull(path.getParent()), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
