package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session as one viewer may see it now; names as in docs/protocol.md.
///
/// @param form its id
/// @param version of the form
/// @param moment where it is
/// @param cuppers how many
/// @param samples by code: their order says nothing of what they are
/// @param notes the document of the table's open notes; for those who may write in it, from the first step on
/// @param consensus the panel's common document; for those who may write in it, from the lock on
/// @param own what is the viewer's, when they score
public record TastingView(
        String id,
        String room,
        String title,
        String form,
        int version,
        int cups,
        String ordering,
        boolean automatic,
        int flights,
        long createdAtMs,
        MomentView moment,
        int cuppers,
        List<SampleView> samples,
        @Nullable String notes,
        @Nullable String consensus,
        @Nullable OwnPart own) {

    /// @param step the fine name, for example `hot`
    /// @param flight from 1
    /// @param phase the coarse one: `fragrance`, `flavor`, `aftertaste`, `discussion`
    /// @param dueAtMs when its time is over by the server's clock; absent for no end and while paused
    /// @param timeRemaining in whole seconds, when this was made; absent for no end
    public record MomentView(
            long seq,
            String step,
            int flight,
            String phase,
            long startedAtMs,
            @Nullable Long dueAtMs,
            @Nullable Long timeRemaining,
            boolean paused) {}

    /// @param flight from 1; absent for the calibration's
    /// @param identity once the viewer may see it
    /// @param target of the calibration's sample, when that is over
    public record SampleView(
            String code,
            @Nullable Integer flight,
            boolean revealed,
            @Nullable Identity identity,
            @Nullable Double target) {}

    /// @param order of the codes
    /// @param sheet the id of the viewer's own document; absent in the lobby
    /// @param late whether something of it came after the lock and is not admitted
    public record OwnPart(List<String> order, @Nullable String sheet, boolean late) {}

    static MomentView moment(Moment moment, long nowMs) {
        var remaining = moment.remainingMs(nowMs);
        return new MomentView(
                moment.seq(),
                moment.step().wireName(),
                moment.flight() + 1,
                moment.step().coarse(),
                moment.startedAtMs(),
                moment.dueAtMs().isPresent() && !moment.paused()
                        ? moment.dueAtMs().getAsLong()
                        : null,
                remaining.isPresent() ? Math.ceilDiv(remaining.getAsLong(), 1_000L) : null,
                moment.paused());
    }

    /// @param samples and `cuppers` of the session, all of them
    static TastingView of(
            Tasting tasting,
            List<Sample> samples,
            List<Cupper> cuppers,
            Viewer viewer,
            long nowMs) {
        return new TastingView(
                tasting.id().value(),
                tasting.room().value(),
                tasting.title(),
                tasting.form().id(),
                tasting.form().version(),
                tasting.cups(),
                tasting.ordering().wireName(),
                tasting.timetable().automatic(),
                tasting.timetable().flights(),
                tasting.createdAtMs(),
                moment(tasting.moment(), nowMs),
                cuppers.size(),
                samples.stream()
                        .sorted(java.util.Comparator.comparing(Sample::code))
                        .map(sample -> sample(sample, viewer))
                        .toList(),
                viewer.atTable() ? tasting.notes().orElse(null) : null,
                viewer.inConsensus() ? tasting.consensus().orElse(null) : null,
                own(cuppers, viewer.user()));
    }

    private static SampleView sample(Sample sample, Viewer viewer) {
        return new SampleView(
                sample.code(),
                sample.calibrates() ? null : sample.flight() + 1,
                sample.revealed(),
                viewer.seesIdentity(sample) ? sample.identity() : null,
                sample.revealed() && sample.targetHundredths().isPresent()
                        ? sample.targetHundredths().getAsInt() / 100.0
                        : null);
    }

    private static @Nullable OwnPart own(List<Cupper> cuppers, UserId viewer) {
        return cuppers.stream()
                .filter(cupper -> cupper.user().equals(viewer))
                .findFirst()
                .map(cupper ->
                        new OwnPart(cupper.order(), cupper.sheet().orElse(null), cupper.late()))
                .orElse(null);
    }
}
