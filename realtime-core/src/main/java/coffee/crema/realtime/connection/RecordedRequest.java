package coffee.crema.realtime.connection;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.CommandRecords.RecordKey;
import coffee.crema.realtime.store.CommandRecords.Stored;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A request with a record: effect, answer and record are one transaction.
final class RecordedRequest implements Request {

    /// One more than enough: who lost a race finds the winner's record at the next try.
    private static final int TRIES_MAX = 3;

    record Stores(Database database, CommandRecords records, WireMapper mapper) {}

    /// Another transaction recorded the same key between our look and our write. Thrown to undo our work.
    private static final class LostRace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostRace() {
            super("another node carried out the same request", null, false, false);
        }
    }

    private final Principal principal;
    private final Optional<RecordKey> key;
    private final Supplier<String> digest;
    private final Stores stores;
    private final AtomicBoolean used = new AtomicBoolean();

    RecordedRequest(
            Principal principal, Optional<RecordKey> key, Supplier<String> digest, Stores stores) {
        this.principal = principal;
        this.key = key;
        this.digest = digest;
        this.stores = stores;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public <T> CompletionStage<T> durably(String lane, Class<T> answer, Database.Work<T> work) {
        if (key.isEmpty()) {
            return stores.database.write(lane, work);
        }
        if (!used.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("a request has one record, so one durable step"));
        }
        var unit = new Unit<>(key.get(), digest.get(), answer, work);
        return attempt(lane, unit, 1)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        // Nothing is recorded: the step may be tried again.
                        used.set(false);
                    }
                });
    }

    private <T> CompletionStage<T> attempt(String lane, Unit<T> unit, int tryNumber) {
        return stores.database
                .write(lane, unit)
                .exceptionallyCompose(failure ->
                        Failures.unwrapped(failure) instanceof LostRace race
                                ? again(lane, unit, tryNumber, race)
                                : CompletableFuture.failedFuture(failure));
    }

    private <T> CompletionStage<T> again(String lane, Unit<T> unit, int tryNumber, LostRace race) {
        return tryNumber < TRIES_MAX
                ? attempt(lane, unit, tryNumber + 1)
                : CompletableFuture.failedFuture(
                        new StoreUnavailableException(
                                "a record is there and cannot be seen", race));
    }

    private final class Unit<T> implements Database.Work<T> {
        private final RecordKey key;
        private final String digest;
        private final Class<T> answer;
        private final Database.Work<T> work;

        Unit(RecordKey key, String digest, Class<T> answer, Database.Work<T> work) {
            this.key = key;
            this.digest = digest;
            this.answer = answer;
            this.work = work;
        }

        @Override
        public T run(Tx tx) {
            Optional<Stored> stored = stores.records.find(tx, key);
            if (stored.isPresent()) {
                return replayed(stored.get());
            }
            T result = work.run(tx);
            if (!stores.records.put(tx, key, new Stored(digest, stores.mapper.toJson(result)))) {
                throw new LostRace();
            }
            return result;
        }

        private T replayed(Stored stored) {
            if (!stored.digest().equals(digest)) {
                throw RejectedException.of(
                        ErrorCode.ID_REUSED, "the same number or key was used for another request");
            }
            return stores.mapper.fromJson(stored.answerJson(), answer);
        }
    }
}
