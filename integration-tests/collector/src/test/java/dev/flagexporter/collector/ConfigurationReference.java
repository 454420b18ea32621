package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;

/**
 * The keys of a configuration interface as a Markdown table: names and defaults as the code has them, texts from the
 * comments in its source.
 */
final class ConfigurationReference {

    private final StringBuilder table = new StringBuilder("| Key | Default | Meaning |\n|---|---|---|\n");

    private ConfigurationReference() {}

    /** The table of an interface and its groups; {@code module} is where its sources are. */
    static String of(String prefix, String module, Class<?> type) {
        ConfigurationReference reference = new ConfigurationReference();
        reference.addAll(prefix, module, type);
        return reference.table.toString();
    }

    private void addAll(String prefix, String module, Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            addAll(prefix, "spi", parent);
        }
        String source = source(module, type);
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .sorted(Comparator.comparingInt(method -> declaration(source, type, method)))
                .forEach(method -> add(prefix, module, source, type, method));
    }

    private void add(String prefix, String module, String source, Class<?> type, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return;
        }
        String key = prefix + name(method);
        Class<?> result = method.getReturnType();
        if (result.isInterface() && result.getPackage().equals(type.getPackage())) {
            addAll(key + ".", module, result);
        } else if (Map.class.isAssignableFrom(result)
                && method.getGenericReturnType().getTypeName().contains("ExporterConfig")) {
            return;
        } else {
            String suffix = Map.class.isAssignableFrom(result) ? ".*" : "";
            table.append(
                    "| `%s%s` | %s | %s |\n".formatted(key, suffix, defaultOf(method), comment(source, type, method)));
        }
    }

    private static String name(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name == null ? StringUtil.skewer(method.getName()) : name.value();
    }

    private static String defaultOf(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        return value == null ? "" : "`" + value.value().replace("\n", "\\n").replace("|", "\\|") + "`";
    }

    private static String source(String module, Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        Path file = ProjectModules.ROOT
                .resolve(module)
                .resolve("src/main/java")
                .resolve(outermost.getName().replace('.', '/') + ".java");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a method is declared: the first place behind its interface's name. */
    private static int declaration(String source, Class<?> type, Method method) {
        int from = source.indexOf("interface " + type.getSimpleName());
        return source.indexOf(" " + method.getName() + "();", from);
    }

    private static String comment(String source, Class<?> type, Method method) {
        int end = source.lastIndexOf("*/", declaration(source, type, method));
        int start = source.lastIndexOf("/**", end);
        Stream<String> lines = source.substring(start + 3, end)
                .lines()
                .map(line -> line.strip().replaceFirst("^\\* ?", "").strip())
                .takeWhile(line -> !line.startsWith("@return"));
        return String.join(" ", lines.filter(line -> !line.isEmpty()).toList())
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link (?:[\\w.]+\\.)?(\\w+)}", "`$1`")
                .replace("|", "\\|");
    }
}
