package dev.flagexporter.configuration;

import io.smallrye.config.SecretKeysHandler;

/** Stands for the vault of an organization: its secrets are written backwards. */
public final class BackwardsSecretKeysHandler implements SecretKeysHandler {

    /** For the service loader. */
    public BackwardsSecretKeysHandler() {}

    @Override
    public String decode(String secret) {
        return new StringBuilder(secret).reverse().toString();
    }

    @Override
    public String getName() {
        return "backwards";
    }
}
