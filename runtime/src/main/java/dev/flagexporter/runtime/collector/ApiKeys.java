package dev.flagexporter.runtime.collector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

import dev.flagexporter.runtime.config.FlagExporterSettings.AuthorizedKeys;
import org.jspecify.annotations.Nullable;

/**
 * Who may send events: who has one of the configured keys, or anybody when there is no key for evaluations. Only
 * digests of the keys are kept, and they are compared in a time that does not depend on how much of a key is right.
 */
final class ApiKeys {

    private static final String SCHEME = "Bearer ";

    private final boolean enforced;
    private final List<byte[]> digests;

    private ApiKeys(List<String> evaluation, List<String> admin) {
        this.enforced = !evaluation.isEmpty();
        this.digests = Stream.concat(evaluation.stream(), admin.stream())
                .map(ApiKeys::digest)
                .toList();
    }

    static ApiKeys of(AuthorizedKeys keys) {
        return new ApiKeys(keys.evaluation(), keys.admin());
    }

    /** Whether a key is asked for at all. */
    boolean isEnforced() {
        return enforced;
    }

    /**
     * Decides about a request.
     *
     * @param apiKey the header X-API-Key; decides alone when it is there and not empty
     * @param authorization the header Authorization
     * @return why the sender is not let in, as the reference puts it; null when it is
     */
    @Nullable
    String refusal(@Nullable String apiKey, @Nullable String authorization) {
        if (!enforced) {
            return null;
        }
        if (apiKey != null && !apiKey.isEmpty()) {
            return isKnown(apiKey) ? null : "code=401, message=Unauthorized";
        }
        if (authorization == null || authorization.isEmpty()) {
            return "missing key in request header";
        }
        if (authorization.length() <= SCHEME.length()
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return "invalid key in the request header";
        }
        return isKnown(authorization.substring(SCHEME.length())) ? null : "invalid key";
    }

    private boolean isKnown(String key) {
        byte[] digest = digest(key);
        boolean known = false;
        for (byte[] candidate : digests) {
            known |= MessageDigest.isEqual(candidate, digest);
        }
        return known;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
