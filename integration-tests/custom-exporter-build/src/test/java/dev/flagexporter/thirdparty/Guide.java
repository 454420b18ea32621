package dev.flagexporter.thirdparty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The guide to writing an exporter. Before each of its blocks stands which file it is taken from, or which test runs it. */
final class Guide {

    private static final Path FILE = Path.of("..", "..", "docs", "write-an-exporter.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (file|ci): (\\S+) -->\\n)?```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    private Guide() {}

    /**
     * A block of code.
     *
     * @param origin {@code file}, {@code ci}, or nothing
     * @param source the file, or the name of the command
     * @param language of the code
     * @param code the lines, each with its end
     */
    record Block(String origin, String source, String language, String code) {

        Path file() {
            return Project.ORIGINAL.resolve(source);
        }
    }

    static List<Block> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(FILE))
                .results()
                .map(block -> new Block(
                        String.valueOf(block.group(1)), String.valueOf(block.group(2)), block.group(3), block.group(4)))
                .toList();
    }

    static List<Block> codeOfFiles() throws IOException {
        return blocks().stream().filter(block -> block.origin().equals("file")).toList();
    }

    /** What to type, word by word. */
    static List<String> command(String name) throws IOException {
        Block command = blocks().stream()
                .filter(block -> block.origin().equals("ci") && block.source().equals(name))
                .findFirst()
                .orElseThrow();
        return List.of(command.code().strip().split(" "));
    }
}
