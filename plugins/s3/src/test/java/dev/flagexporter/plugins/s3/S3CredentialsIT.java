package dev.flagexporter.plugins.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flagexporter.backends.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An S3 exporter without keys in its configuration")
@Timeout(120)
class S3CredentialsIT {

    private static final String KEY = "lake/flag-variation-node-7-1700000000-test-store1-0-2.json";

    @TempDir
    private Path home;

    private final TestBucket bucket = new TestBucket();
    private final Map<String, String> environment = new HashMap<>();

    /** Nothing of the machine that the test runs on. */
    @BeforeEach
    void isolate() {
        environment.put("HOME", home.toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_ENDPOINT_URL_S3", bucket.proxy().uri().toString());
        environment.put("AWS_REGION", "eu-central-1");
    }

    @AfterEach
    void close() throws Exception {
        bucket.close();
    }

    private record Outcome(int status, String output) {}

    private Outcome export(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                ExportingProcess.class.getName(),
                "bucket=" + TestBucket.NAME,
                "path=lake"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(output).doesNotContain(S3Server.SECRET_ACCESS_KEY);
        return new Outcome(process.waitFor(), output);
    }

    private void assertArrived(Outcome outcome) {
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(bucket.objects()).containsExactly(KEY);
    }

    private String signature() {
        return bucket.proxy().requests().get(0).headers().get("authorization");
    }

    @Test
    void takesThoseOfTheEnvironmentAsItsEndpointAndRegion() throws Exception {
        environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_ACCESS_KEY);

        assertArrived(export());
        assertThat(signature()).contains("/eu-central-1/s3/aws4_request");
    }

    @Test
    void takesThoseOfAProfile() throws Exception {
        Path folder = Files.createDirectory(home.resolve(".aws"));
        Files.writeString(
                folder.resolve("credentials"),
                "[flags]\naws_access_key_id=" + S3Server.ACCESS_KEY_ID + "\naws_secret_access_key="
                        + S3Server.SECRET_ACCESS_KEY + "\n");
        environment.put("AWS_PROFILE", "flags");

        assertArrived(export());
    }

    @Test
    void takesThoseOfAServiceAccountInKubernetes() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "a-token-of-the-cluster");
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> requests = new ArrayList<>();
        sts.createContext("/", exchange -> assumeRole(exchange, requests));
        sts.start();
        environment.put(
                "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:" + sts.getAddress().getPort());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/flags");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());

        assertArrived(export());
        sts.stop(0);
        assertThat(requests).singleElement().asString().contains("WebIdentityToken=a-token-of-the-cluster");
    }

    private static void assumeRole(HttpExchange exchange, List<String> requests) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        byte[] answer = """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>t0ken</SessionToken>
                      <Expiration>2999-01-01T00:00:00Z</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(S3Server.ACCESS_KEY_ID, S3Server.SECRET_ACCESS_KEY)
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void saysWhenThereAreNone() throws Exception {
        Outcome outcome = export();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("ExportException: could not write s3://flags/" + KEY + ": there are no credentials; set"
                        + " access-key-id and secret-access-key, or one of the sources of the AWS SDK's default chain");
    }

    @Test
    void saysWhenThereIsNoRegion() throws Exception {
        environment.remove("AWS_REGION");

        Outcome outcome = export();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("ExportException: the region of the bucket is not known: set region");
    }

    @Test
    void needsNoRegionBesideAnEndpoint() throws Exception {
        environment.clear();

        assertArrived(export(
                "endpoint=" + bucket.proxy().uri(),
                "access-key-id=" + S3Server.ACCESS_KEY_ID,
                "secret-access-key=" + S3Server.SECRET_ACCESS_KEY));
        assertThat(signature()).contains("/us-east-1/s3/aws4_request");
    }

    @Test
    void prefersTheRegionOfTheEnvironmentBesideAnEndpoint() throws Exception {
        assertArrived(export(
                "endpoint=" + bucket.proxy().uri(),
                "access-key-id=" + S3Server.ACCESS_KEY_ID,
                "secret-access-key=" + S3Server.SECRET_ACCESS_KEY));
        assertThat(signature()).contains("/eu-central-1/s3/aws4_request");
    }
}
