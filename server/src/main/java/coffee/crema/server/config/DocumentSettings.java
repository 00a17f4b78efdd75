package coffee.crema.server.config;

import coffee.crema.server.config.Settings.Documents;
import java.time.Duration;

/// The settings of documents, their defaults and ranges.
final class DocumentSettings {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private DocumentSettings() {}

    static Documents read(Values values) {
        return new Documents(workers(values), live(values), log(values));
    }

    private static Documents.Workers workers(Values values) {
        return new Documents.Workers(
                values.number("crema.documents.workers", 2, 1, 16),
                values.number("crema.documents.native-bytes-max", 128 * MIB, 16 * MIB, 1024 * MIB),
                values.number(
                        "crema.documents.memory-bytes-max", 512 * MIB, 64 * MIB, 2_000_000_000),
                values.duration(
                        "crema.documents.call-timeout",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1)));
    }

    private static Documents.Live live(Values values) {
        return new Documents.Live(
                values.number("crema.documents.live-max", 20_000, 16, 1_000_000),
                values.duration(
                        "crema.documents.linger",
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ofMinutes(10)),
                values.duration(
                        "crema.documents.gather-window",
                        Duration.ofMillis(40),
                        Duration.ZERO,
                        Duration.ofMillis(250)),
                values.number(
                        "crema.documents.arriving-bytes-max", 256 * MIB, 16 * MIB, 2_000_000_000));
    }

    private static Documents.Log log(Values values) {
        return new Documents.Log(
                values.number("crema.documents.changes-max", 100_000, 1, 1_000_000),
                values.number("crema.documents.bytes-max", 16 * MIB, 64 * KIB, 256 * MIB),
                values.number("crema.documents.compact-changes", 64, 2, 10_000),
                values.number("crema.documents.compact-bytes", 16 * KIB, KIB, 16 * MIB),
                values.duration(
                        "crema.documents.compact-delay",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(1)));
    }
}
