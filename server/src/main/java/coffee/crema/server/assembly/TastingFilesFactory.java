package coffee.crema.server.assembly;

import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.tastings.csv.Csv;
import coffee.crema.tastings.csv.adapter.fastcsv.FastCsv;
import coffee.crema.tastings.export.adapter.pdfbox.PdfboxReport;
import coffee.crema.tastings.session.Exports;
import coffee.crema.tastings.session.Imports;
import coffee.crema.tastings.session.Panels;
import coffee.crema.tastings.session.ProgressFeed;
import coffee.crema.tastings.session.TastingDesk;
import coffee.crema.tastings.session.Tastings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;

/// What is made of sessions besides answers: files, and the staff's live view of progress.
@Factory
final class TastingFilesFactory {

    @Singleton
    Csv csv() {
        return new FastCsv();
    }

    @Singleton
    Exports exports(
            TastingDesk desk,
            Panels panels,
            Csv csv,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            MeterRegistry meters) {
        return new Exports(desk, panels, csv, new PdfboxReport(meters), blocking, meters);
    }

    @Singleton
    Imports imports(
            Tastings tastings,
            Csv csv,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            MeterRegistry meters) {
        return new Imports(tastings, csv, blocking, meters);
    }

    /// Tells progress until the node stops.
    @Context
    @Bean(preDestroy = "close")
    ProgressFeed progress(
            TastingDesk desk, Panels panels, Hub hub, Scheduler scheduler, MeterRegistry meters) {
        var feed = new ProgressFeed(desk, panels, hub::publishEphemeral, scheduler, meters);
        feed.start();
        return feed;
    }
}
