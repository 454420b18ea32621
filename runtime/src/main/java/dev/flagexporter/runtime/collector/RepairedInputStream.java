package dev.flagexporter.runtime.collector;

import java.io.InputStream;

/** A body with U+FFFD for what is not valid, piece by piece: as a whole it could be three times as large. */
final class RepairedInputStream extends InputStream {

    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
    private static final int PIECE = 4096;

    /** The longest unit is an escaped surrogate pair. */
    private static final int LONGEST = 12;

    private final Utf8Body body;
    private final byte[] piece = new byte[PIECE];
    private int next;
    private int end;
    private int at;

    RepairedInputStream(Utf8Body body) {
        this.body = body;
    }

    @Override
    public int read() {
        return hasNext() ? piece[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!hasNext()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(piece, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean hasNext() {
        if (next == end) {
            next = 0;
            end = 0;
            while (at < body.length() && end <= PIECE - LONGEST) {
                repairNext();
            }
        }
        return next < end;
    }

    private void repairNext() {
        int unit = body.unit(at);
        if (unit > 0) {
            body.copy(at, piece, end, unit);
            end += unit;
        } else {
            System.arraycopy(REPLACEMENT, 0, piece, end, REPLACEMENT.length);
            end += REPLACEMENT.length;
        }
        at += Math.abs(unit);
    }
}
