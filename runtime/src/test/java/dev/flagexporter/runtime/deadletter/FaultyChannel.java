package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file on a {@link FaultyDisk}. A write that fails writes the half. */
final class FaultyChannel extends FileChannel {

    private final FileChannel channel;
    private final Path file;
    private final FaultyDisk disk;

    /** What an operation does. */
    @FunctionalInterface
    interface Action {

        void run() throws IOException;
    }

    FaultyChannel(FileChannel channel, Path file, FaultyDisk disk) {
        this.channel = channel;
        this.file = file;
        this.disk = disk;
    }

    private static ByteBuffer half(ByteBuffer whole) {
        return whole.duplicate().limit(whole.position() + whole.remaining() / 2);
    }

    private int counted(int bytes) {
        disk.read += Math.max(0, bytes);
        return bytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        disk.step(() -> {});
        return counted(channel.read(target));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        disk.step(() -> {});
        return counted(channel.read(target, position));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        disk.step(() -> channel.write(half(source)));
        disk.written += source.remaining();
        return channel.write(source);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        disk.step(() -> channel.write(half(source), position));
        disk.written += source.remaining();
        return channel.write(source, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.step(() -> {});
        disk.synced(file);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.step(() -> {});
        channel.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        disk.step(() -> {});
        long transferred = channel.transferTo(position, count, target);
        disk.read += transferred;
        return transferred;
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
