package dev.flagexporter.plugins.parquet;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.function.Function;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** In an application without the library of a codec, which Maven calls an exclusion. */
@DisplayName("Without the library of a codec")
class LeftOutLibraryTest {

    private static URL[] classPathWithout(String libraries) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(entry -> !entry.getName().matches("(" + libraries + ")-\\d.*"))
                .map(LeftOutLibraryTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What became of a file with a codec; see {@link Attempt}. */
    @SuppressWarnings("unchecked")
    private static String attempt(String leftOut, String codec) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(classPathWithout(leftOut), ClassLoader.getPlatformClassLoader())) {
            return ((Function<String, String>) loader.loadClass(Attempt.class.getName())
                            .getConstructor()
                            .newInstance())
                    .apply(codec);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "snappy-java, SNAPPY, org.xerial.snappy:snappy-java",
        "zstd-jni, ZSTD, com.github.luben:zstd-jni",
        "aircompressor, LZ4_RAW, io.airlift:aircompressor"
    })
    void theConfigurationSaysSo(String leftOut, String codec, String library) throws Exception {
        assertThat(attempt(leftOut, codec))
                .isEqualTo("parquet-compression-codec = %s: its library %s is not in the application; add the library,"
                                .formatted(codec, library)
                        + " or use GZIP or UNCOMPRESSED, which need none");
    }

    @ParameterizedTest
    @CsvSource({
        "snappy-java, ZSTD",
        "snappy-java, LZ4_RAW",
        "zstd-jni, SNAPPY",
        "zstd-jni, LZ4_RAW",
        "aircompressor, SNAPPY",
        "aircompressor, ZSTD",
        "aircompressor, GZIP",
        "aircompressor, UNCOMPRESSED"
    })
    void theOthersWork(String leftOut, String codec) throws Exception {
        assertThat(attempt(leftOut, codec)).isEqualTo("3 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GZIP", "UNCOMPRESSED"})
    void noneOfThemIsNeeded(String codec) throws Exception {
        assertThat(attempt("snappy-java|zstd-jni|aircompressor", codec)).isEqualTo("3 rows");
    }
}
