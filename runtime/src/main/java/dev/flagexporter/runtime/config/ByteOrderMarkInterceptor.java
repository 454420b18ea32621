package dev.flagexporter.runtime.config;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first key of a properties file that starts with a byte order mark, as some editors write it. SmallRye Config takes
 * the mark for a part of the key, so the key would have no effect. Next to the sources, so that profiles, expressions and
 * secrets apply to the key without the mark.
 */
@Priority(Priorities.LIBRARY)
public final class ByteOrderMarkInterceptor implements ConfigSourceInterceptor {

    private static final String MARK = "\uFEFF";

    /** For the service loader. */
    public ByteOrderMarkInterceptor() {}

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        ConfigValue marked = context.proceed(MARK + name);
        return marked != null && isStronger(marked, value) ? marked.withName(name) : value;
    }

    private static boolean isStronger(ConfigValue marked, @Nullable ConfigValue other) {
        return other == null || marked.getConfigSourceOrdinal() >= other.getConfigSourceOrdinal();
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new HashSet<>();
        context.iterateNames()
                .forEachRemaining(name -> names.add(name.startsWith(MARK) ? name.substring(MARK.length()) : name));
        return names.iterator();
    }
}
