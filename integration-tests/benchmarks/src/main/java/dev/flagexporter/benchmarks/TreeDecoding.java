package dev.flagexporter.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Jackson's tree of nodes. */
final class TreeDecoding extends BodyDecoding {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    TreeDecoding() {
        super("tree");
    }

    @Override
    long decode(byte[] body, int times) throws Exception {
        long events = 0;
        for (int i = 0; i < times; i++) {
            events += MAPPER.readTree(body).get("events").size();
        }
        return events;
    }
}
