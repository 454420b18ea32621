package dev.flagexporter.runtime.collector;

import java.util.Map;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.runtime.collector.Decoding.decode;
import static org.assertj.core.api.Assertions.assertThat;

/** Bodies of the shapes that the OpenFeature providers send. */
class ProviderBodiesTest {

    @Test
    void takesIndentedJsonWithExplicitNullsAsTheJavaProviderSends() {
        DecodedEvents events = decode("""
                {
                  "meta" : {
                    "provider" : "java",
                    "openfeature" : true
                  },
                  "events" : [ {
                    "contextKind" : "user",
                    "creationDate" : 1700000000,
                    "default" : false,
                    "key" : "checkout-v2",
                    "kind" : "feature",
                    "userKey" : null,
                    "value" : {"null":false,"boolean":false,"string":false,"number":false,"structure":true,"list":false,"instant":false},
                    "variation" : null,
                    "version" : null
                  }, {
                    "kind" : "tracking",
                    "contextKind" : "anonymousUser",
                    "userKey" : "undefined-targetingKey",
                    "creationDate" : 1700000005,
                    "key" : "order-paid",
                    "evaluationContext" : { },
                    "trackingEventDetails" : { }
                  } ]
                }
                """);

        FeatureEvent feature = events.features().get(0);
        assertThat(feature.metadata()).isEqualTo(Map.of("provider", "java", "openfeature", true));
        assertThat(feature.userKey()).isEmpty();
        assertThat(feature.variation()).isEmpty();
        assertThat(feature.version()).isEmpty();
        assertThat(feature.source()).isEqualTo("PROVIDER_CACHE");
        assertThat(feature.value()).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("structure", true);
        assertThat(events.tracking())
                .containsExactly(TrackingEvent.builder()
                        .contextKind("anonymousUser")
                        .userKey("undefined-targetingKey")
                        .creationDate(1_700_000_005)
                        .key("order-paid")
                        .evaluationContext(Map.of())
                        .trackingDetails(Map.of())
                        .build());
        assertThat(events.rejections().total()).isZero();
    }

    @Test
    void takesWhatTheJavaScriptProviderSends() {
        DecodedEvents events = decode("""
                {"events":[{"kind":"feature","creationDate":1700000000,"contextKind":"user","key":"checkout-v2",\
                "userKey":"u-1","default":true,"value":"fallback","variation":"SdkDefault"},\
                {"kind":"tracking","userKey":"u-1","contextKind":"user","key":"order-paid",\
                "trackingEventDetails":{"value":3},"creationDate":1700000001,\
                "evaluationContext":{"targetingKey":"u-1"}}],"meta":{"region":"eu"}}""");

        assertThat(events.features())
                .containsExactly(FeatureEvent.builder()
                        .contextKind("user")
                        .userKey("u-1")
                        .creationDate(1_700_000_000)
                        .key("checkout-v2")
                        .variation("SdkDefault")
                        .value("fallback")
                        .defaultServed(true)
                        .source("PROVIDER_CACHE")
                        .metadata(Map.of("region", "eu"))
                        .build());
        assertThat(events.tracking()).extracting(TrackingEvent::trackingDetails).containsExactly(Map.of("value", 3L));
    }

    @Test
    void takesTheShapeOfTheGuideForAuthorsOfProviders() {
        DecodedEvents events = decode("""
                {"metadata":{"provider":"custom"},"events":[
                {"kind":"feature","key":"checkout-v2","creationDate":1700000000.123,"source":"PROVIDER"},
                {"kind":"custom","key":"clicked","creationDate":1700000000.123,"metadata":{"button":"buy"}}]}""");

        assertThat(events.tracking()).isEmpty();
        assertThat(events.features()).extracting(FeatureEvent::kind).containsExactly("feature", "custom");
        assertThat(events.features()).extracting(FeatureEvent::creationDate).containsOnly(1_700_000_000L);
        assertThat(events.features().get(0).source()).isEqualTo("PROVIDER");
        assertThat(events.features().get(0).metadata()).isNull();
        assertThat(events.features().get(1).metadata()).isEqualTo(Map.of("button", "buy"));
    }

    @Test
    void takesWhatTheGoProviderSends() {
        DecodedEvents events = decode("""
                {"meta":{"openfeature":true,"provider":"go"},"events":[{"kind":"feature","userKey":"u-1","creationDate":1700000000,
                "key":"checkout-v2","variation":"on","value":true,"default":false,"version":"","source":"INPROCESS"},
                {"kind":"tracking","userKey":"undefined","creationDate":1700000000,"key":"order-paid",
                "evaluationContext":null,"trackingEventDetails":null}]}""");

        assertThat(events.features()).extracting(FeatureEvent::source).containsExactly("INPROCESS");
        assertThat(events.tracking()).extracting(TrackingEvent::userKey).containsExactly("undefined");
    }
}
