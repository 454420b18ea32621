package dev.flagexporter.runtime.config;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import org.jspecify.annotations.Nullable;

/** The keys of one exporter as a test configures them, with their defaults. */
final class ConfiguredKeys {

    private final Map<String, String> values;

    private ConfiguredKeys(Map<String, String> values) {
        this.values = values;
    }

    static ExporterConfig of(Map<String, String> values) {
        return new ConfiguredKeys(values).group(ExporterConfig.class, "");
    }

    private <G> G group(Class<G> type, String prefix) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> value(method, prefix + StringUtil.skewer(method.getName()))));
    }

    private Object value(Method method, String key) {
        Class<?> type = method.getReturnType();
        if (type == Map.class) {
            return Map.of();
        }
        if (type.isInterface()) {
            return group(type, key + ".");
        }
        String value = values.getOrDefault(key, defaultOf(method));
        return type == Optional.class ? Optional.ofNullable(value) : String.valueOf(value);
    }

    private static @Nullable String defaultOf(Method method) {
        WithDefault annotation = method.getAnnotation(WithDefault.class);
        return annotation == null ? null : annotation.value();
    }
}
