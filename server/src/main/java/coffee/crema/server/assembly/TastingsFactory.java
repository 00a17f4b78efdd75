package coffee.crema.server.assembly;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.document.Documents;
import coffee.crema.realtime.ranking.Rankings;
import coffee.crema.realtime.ranking.adapter.memory.MemoryRankings;
import coffee.crema.realtime.ranking.adapter.redisson.RedisRankings;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.rooms.RoomDesk;
import coffee.crema.tastings.form.OwnForms;
import coffee.crema.tastings.form.adapter.networknt.NetworkntFormSchema;
import coffee.crema.tastings.session.Conduct;
import coffee.crema.tastings.session.DueSteps;
import coffee.crema.tastings.session.Enrolment;
import coffee.crema.tastings.session.FormBook;
import coffee.crema.tastings.session.FormShelf;
import coffee.crema.tastings.session.Jury;
import coffee.crema.tastings.session.Marking;
import coffee.crema.tastings.session.Openings;
import coffee.crema.tastings.session.Panels;
import coffee.crema.tastings.session.Podium;
import coffee.crema.tastings.session.ProgressFeed;
import coffee.crema.tastings.session.Replays;
import coffee.crema.tastings.session.Results;
import coffee.crema.tastings.session.Reveals;
import coffee.crema.tastings.session.RoomPart;
import coffee.crema.tastings.session.SharedPolicy;
import coffee.crema.tastings.session.SheetNews;
import coffee.crema.tastings.session.SheetPolicy;
import coffee.crema.tastings.session.TastingDesk;
import coffee.crema.tastings.session.TastingFeature;
import coffee.crema.tastings.session.Tastings;
import coffee.crema.tastings.session.adapter.jdbi.JdbiFormBook;
import coffee.crema.tastings.session.adapter.jdbi.JdbiPointsStore;
import coffee.crema.tastings.session.adapter.jdbi.JdbiTastingStore;
import coffee.crema.tastings.sheet.Sheets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Cupping sessions.
@Factory
final class TastingsFactory {
    @Singleton
    TastingDesk desk(RoomDesk rooms, WireMapper mapper) {
        return new TastingDesk(rooms, new JdbiTastingStore(mapper), mapper);
    }

    @Singleton
    OwnForms ownForms() {
        return new OwnForms(new NetworkntFormSchema());
    }

    @Singleton
    FormBook forms(OwnForms reader) {
        return new JdbiFormBook(reader);
    }

    @Singleton
    FormShelf shelf(TastingDesk desk, FormBook book, OwnForms reader, MeterRegistry meters) {
        return new FormShelf(desk, book, reader, meters);
    }

    @Singleton
    Sheets sheets(
            Documents documents,
            DocumentStore store,
            AutomergeWorkers workers,
            SecureRandom random,
            MeterRegistry meters) {
        return new Sheets(documents, store, workers, () -> DocumentId.random(random), meters);
    }

    @Singleton
    SheetPolicy sheetPolicy(TastingDesk desk) {
        return new SheetPolicy(desk);
    }

    @Singleton
    @Named("table-notes")
    SharedPolicy notesPolicy(TastingDesk desk) {
        return new SharedPolicy(desk, Sheets.Kind.NOTES);
    }

    @Singleton
    @Named("consensus")
    SharedPolicy consensusPolicy(TastingDesk desk) {
        return new SharedPolicy(desk, Sheets.Kind.CONSENSUS);
    }

    /// Hears of changed sheets until the node stops.
    @Context
    @Bean(preDestroy = "close")
    SheetNews news(
            TastingDesk desk,
            Sheets sheets,
            SheetPolicy policy,
            ProgressFeed progress,
            Scheduler scheduler,
            MeterRegistry meters) {
        SheetNews news = new SheetNews(desk, sheets, progress, scheduler, meters);
        news.start(policy);
        return news;
    }

    @Singleton
    Openings openings(TastingDesk desk, Sheets sheets, SecureRandom random) {
        return new Openings(desk, sheets, random);
    }

    @Singleton
    Panels panels(TastingDesk desk, FormBook forms, Sheets sheets) {
        return new Panels(desk, forms, sheets);
    }

    @Singleton
    Tastings tastings(TastingDesk desk, FormBook forms, SecureRandom random) {
        return new Tastings(desk, forms, random);
    }

    @Singleton
    Enrolment enrolment(TastingDesk desk, Openings openings, SecureRandom random) {
        return new Enrolment(desk, openings, random);
    }

    @Singleton
    Conduct conduct(TastingDesk desk, Openings openings, Sheets sheets, SheetNews news) {
        return new Conduct(desk, openings, sheets, news);
    }

    @Singleton
    Marking marking(TastingDesk desk, FormBook forms, Sheets sheets, Panels panels) {
        return new Marking(desk, forms, sheets, panels);
    }

    @Singleton
    Results results(TastingDesk desk, Panels panels) {
        return new Results(desk, panels);
    }

    @Singleton
    Podium podium(TastingDesk desk, SharedLink link) {
        Rankings rankings =
                link.redis().<Rankings>map(RedisRankings::new).orElseGet(MemoryRankings::new);
        return new Podium(desk, new JdbiPointsStore(), rankings);
    }

    @Singleton
    Reveals reveals(TastingDesk desk, Panels panels, Podium podium, Sheets sheets) {
        return new Reveals(desk, panels, podium, sheets);
    }

    @Singleton
    Jury jury(TastingDesk desk, Sheets sheets, ProgressFeed progress) {
        return new Jury(desk, sheets, progress);
    }

    @Singleton
    Replays replays(TastingDesk desk) {
        return new Replays(desk);
    }

    @Singleton
    TastingFeature.Services services(
            Tastings tastings,
            Enrolment enrolment,
            Conduct conduct,
            Marking marking,
            Results results,
            Replays replays,
            Reveals reveals,
            Jury jury,
            Podium podium,
            FormShelf forms) {
        return new TastingFeature.Services(
                tastings, enrolment, conduct, marking, results, replays, reveals, jury, podium,
                forms);
    }

    @Singleton
    TastingFeature feature(
            TastingFeature.Services services,
            TastingDesk desk,
            Panels panels,
            MeterRegistry meters) {
        return new TastingFeature(services, new RoomPart(desk, panels, meters));
    }

    /// Carries sessions on until the node stops.
    @Context
    @Bean(preDestroy = "close")
    DueSteps steps(TastingDesk desk, Scheduler scheduler, MeterRegistry meters) {
        DueSteps steps = new DueSteps(desk, scheduler, meters);
        steps.start();
        return steps;
    }
}
