package dev.flagexporter.runtime.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerThreadsTest {

    private static Thread started() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        WorkerThreads.start("named", () -> thread.complete(Thread.currentThread()));
        return thread.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void areNamedAndKeepNoProcessAlive() {
        assertThat(started().getName()).isEqualTo("named");
        assertThat(started().isDaemon()).isTrue();
    }

    @Test
    void areVirtualWhereTheJvmHasThem() throws ReflectiveOperationException {
        boolean virtual = Runtime.version().feature() >= 21
                && (boolean) Thread.class.getMethod("isVirtual").invoke(started());
        assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
    }
}
