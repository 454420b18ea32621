package dev.flagexporter.spi.event;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * The name of a field with what stands before and behind it. It is written eight bytes at a time: for so few of them a
 * call that copies an array costs more than the copy. A record, because its fields are constants to the compiler.
 *
 * @param length how many bytes it has
 * @param words the bytes, the last word with zeros behind them
 */
@SuppressWarnings("ArrayRecordComponent") // names are never compared
record JsonName(int length, long[] words) {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static JsonName of(String text) {
        int count = (text.length() + Long.BYTES - 1) / Long.BYTES;
        ByteBuffer padded = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.nativeOrder());
        padded.put(text.getBytes(StandardCharsets.US_ASCII));
        long[] words = IntStream.range(0, count)
                .mapToLong(i -> padded.getLong(i * Long.BYTES))
                .toArray();
        return new JsonName(text.length(), words);
    }

    /** The name of an object's first field. */
    static JsonName first(String name) {
        return of("{\"" + name + "\":");
    }

    /** The name of a field behind others. */
    static JsonName next(String name) {
        return of(",\"" + name + "\":");
    }

    /** Writes the name; what the last eight bytes have beyond it is overwritten by what follows. */
    void write(OutputBuffer output) throws IOException {
        output.ensureRoom(words.length * Long.BYTES);
        byte[] bytes = output.array();
        int size = output.size();
        for (int i = 0; i < words.length; i++) {
            WORDS.set(bytes, size + i * Long.BYTES, words[i]);
        }
        output.resize(size + length);
    }
}
