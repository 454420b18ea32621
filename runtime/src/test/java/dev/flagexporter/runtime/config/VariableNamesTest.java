package dev.flagexporter.runtime.config;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VariableNamesTest {

    private static final VariableNames NAMES = new VariableNames(List.of(
            "output-dir",
            "api-keys",
            "api-keys[*]",
            "headers.*",
            "headers.*[*]",
            "headers.default-accept",
            "offices.*.home-address",
            "places[*].home-address",
            "http.proxyHost"));

    @ParameterizedTest
    @CsvSource({
        "output.dir,                        output-dir",
        "api.keys,                          api-keys",
        "api.keys[0],                       api-keys[0]",
        "api.keys[12],                      api-keys[12]",
        "headers.accept,                    headers.accept",
        "headers.x.api.key,                 headers.x-api-key",
        "headers.\"cost.center\",           headers.\"cost.center\"",
        "headers.x.tags[1],                 headers.x-tags[1]",
        "headers.default.accept,            headers.default-accept",
        "offices.the.hague.home.address,    offices.the-hague.home-address",
        "offices.\"st.ives\".home.address,  offices.\"st.ives\".home-address",
        "places[3].home.address,            places[3].home-address",
        "http.proxyhost,                    http.proxyHost"
    })
    void aVariableMeansTheKeyThatItIsTheUpperCaseOf(String variable, String key) {
        assertThat(NAMES.keyOf(variable)).contains(key);
    }

    @ParameterizedTest
    @CsvSource({"output", "output.dir.name", "api.keys[x]", "headers", "offices.rome", "outputxdir"})
    void anotherVariableMeansNone(String variable) {
        assertThat(NAMES.keyOf(variable)).isEmpty();
    }

    @Test
    void ofTwoEntriesTheLongerKeyIsMeant() {
        assertThat(new VariableNames(List.of("a.*", "a.b.*")).keyOf("a.b.c")).contains("a.b.c");
        assertThat(new VariableNames(List.of("a.*", "a-b.*")).keyOf("a.b.c")).contains("a-b.c");
    }
}
