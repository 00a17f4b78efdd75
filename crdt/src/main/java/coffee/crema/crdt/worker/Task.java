package coffee.crema.crdt.worker;

import coffee.crema.crdt.AutomergeWorkers.History;
import coffee.crema.crdt.AutomergeWorkers.Verdict;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.DocumentId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A call of the port until it is answered. It outlives workers: what one did not do another does.
sealed interface Task {

    /// The stored document that a call is about.
    record Subject(DocumentId document, History history) {}

    Optional<Subject> subject();

    Command command();

    byte[] payload();

    CompletableFuture<?> answer();

    /// Also when it failed.
    default void whenAnswered(Runnable then) {
        CompletionStage<?> stage = answer();
        stage.whenComplete((_, _) -> then.run());
    }

    default void fail(Throwable failure) {
        answer().completeExceptionally(failure);
    }

    /// Changes to be applied.
    record Application(Subject about, List<Change> changes, CompletableFuture<Verdict> answer)
            implements Task {
        @Override
        public Optional<Subject> subject() {
            return Optional.of(about);
        }

        @Override
        public Command command() {
            return Command.APPLY;
        }

        @Override
        public byte[] payload() {
            return Batch.of(changes);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /// What changes no copy.
    @SuppressWarnings("ArrayRecordComponent") // compared by identity
    record Question(
            Optional<Subject> subject,
            Command command,
            byte[] payload,
            CompletableFuture<Reply> answer)
            implements Task {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
