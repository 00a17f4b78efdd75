package coffee.crema.blindbox;

import coffee.crema.realtime.broker.Broker;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.time.Scheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// The life of one node: everything that it does to the world outside goes through here, and at the end of its life, before or after such a deed, nothing more comes of it.
///
/// Work on the store is waited for, so that a run of several nodes is the same each time.
final class Fate {
    private final Random random;
    private int deedsLeft = Integer.MAX_VALUE;
    private boolean dead;
    private Duration clockOff = Duration.ZERO;

    Fate(Random random) {
        this.random = random;
    }

    boolean dead() {
        return dead;
    }

    /// It dies at one of its next deeds.
    void dieWithin(int deeds) {
        deedsLeft = 1 + random.nextInt(deeds);
    }

    void die() {
        dead = true;
    }

    void clockJumps(Duration by) {
        clockOff = clockOff.plus(by);
    }

    private interface Deed<T> {
        CompletionStage<T> run();
    }

    private <T> CompletionStage<T> deed(Deed<T> deed) {
        if (dead) {
            return new CompletableFuture<>();
        }
        boolean last = --deedsLeft <= 0;
        if (last && random.nextBoolean()) {
            dead = true;
            return new CompletableFuture<>();
        }
        CompletionStage<T> done = deed.run();
        if (last) {
            dead = true;
            return new CompletableFuture<>();
        }
        return done;
    }

    Database database(Database real) {
        return new Database() {
            @Override
            public <T> CompletionStage<T> write(String lane, Work<T> work) {
                return deed(() -> joined(real.write(lane, work)));
            }

            @Override
            public <T> CompletionStage<T> read(Work<T> work) {
                return deed(() -> joined(real.read(work)));
            }

            @Override
            public void close() {}
        };
    }

    private static <T> CompletionStage<T> joined(CompletionStage<T> stage) {
        try {
            return CompletableFuture.completedFuture(stage.toCompletableFuture().join());
        } catch (CompletionException e) {
            return CompletableFuture.failedFuture(e.getCause() == null ? e : e.getCause());
        }
    }

    /// Only what is published goes through it.
    Broker broker(Broker real) {
        return (Broker)
                Proxy.newProxyInstance(
                        Broker.class.getClassLoader(),
                        new Class<?>[] {Broker.class},
                        (_, method, arguments) ->
                                method.getName().startsWith("publish")
                                        ? deed(() -> {
                                            try {
                                                return (CompletionStage<?>)
                                                        method.invoke(real, arguments);
                                            } catch (ReflectiveOperationException e) {
                                                throw new LinkageError(e.getMessage(), e);
                                            }
                                        })
                                        : method.invoke(real, arguments));
    }

    Scheduler scheduler(Scheduler real) {
        return new Scheduler() {
            @Override
            public Cancellable after(Duration delay, Runnable task) {
                return real.after(delay, alive(task));
            }

            @Override
            public Cancellable every(Duration period, Runnable task) {
                return real.every(period, alive(task));
            }

            private Runnable alive(Runnable task) {
                return () -> {
                    if (!dead) {
                        task.run();
                    }
                };
            }

            @Override
            public long nanos() {
                return real.nanos();
            }

            @Override
            public Instant instant() {
                return real.instant().plus(clockOff);
            }
        };
    }
}
