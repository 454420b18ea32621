package dev.flagexporter.collector;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How the file {@code application.properties} of a directory is changed. */
enum EditStyle {

    /** As by an editor: it is empty, then half there, then all, and not for long anything but all. */
    IN_PLACE {
        @Override
        void write(Path directory, String text) throws IOException {
            byte[] bytes = text.getBytes(UTF_8);
            int half = bytes.length / 2;
            try (OutputStream file = Files.newOutputStream(directory.resolve(FILE))) {
                file.write(bytes, 0, half);
                file.write(bytes, half, bytes.length - half);
            }
        }
    },

    /** As by most tools: written beside and moved over. */
    RENAME {
        @Override
        void write(Path directory, String text) throws IOException {
            Path beside = Files.writeString(directory.resolve(FILE + ".new"), text);
            Files.move(beside, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        }
    },

    /** As by the kubelet: the file is a link into a directory behind the link {@code ..data}, which is swapped. */
    CONFIG_MAP {
        @Override
        void write(Path directory, String text) throws IOException {
            Path version = Files.createTempDirectory(directory, "..version");
            Files.writeString(version.resolve(FILE), text);
            Path data = directory.resolve("..data");
            Path before = Files.exists(data) ? data.toRealPath() : null;
            Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), version.getFileName());
            Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
            if (before == null) {
                Files.createSymbolicLink(directory.resolve(FILE), Path.of("..data", FILE));
            } else {
                Files.delete(before.resolve(FILE));
                Files.delete(before);
            }
        }
    };

    private static final String FILE = "application.properties";

    abstract void write(Path directory, String text) throws IOException;
}
