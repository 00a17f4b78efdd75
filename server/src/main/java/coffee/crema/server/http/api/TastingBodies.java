package coffee.crema.server.http.api;

import coffee.crema.realtime.UserId;
import coffee.crema.rooms.RoomId;
import coffee.crema.tastings.session.Identity;
import coffee.crema.tastings.session.TastingAnswer;
import coffee.crema.tastings.session.TastingCommand;
import coffee.crema.tastings.session.TastingCommand.NewSample;
import coffee.crema.tastings.session.TastingId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bodies of the API for cupping sessions, read as strictly as {@link Bodies}.
final class TastingBodies {
    private TastingBodies() {}

    @Schema(name = "NewSession")
    record NewSession(
            String room,
            @Schema(type = "string", maxLength = 120) String title,
            @Schema(description = "the id of a form, for example cva-affective") String form,
            @Schema(description = "the newest when absent") @Nullable Integer version,
            @Schema(type = "integer", minimum = "1", maximum = "12") @Nullable Integer cups,
            @Schema(
                            type = "string",
                            allowableValues = {"square", "table"},
                            defaultValue = "square")
                    @Nullable String ordering,
            @Schema(
                            description =
                                    "whether steps that run by the clock follow each other by themselves",
                            defaultValue = "true")
                    @Nullable Boolean automatic,
            @Schema(description = "other times of steps, by name")
                    @Nullable Map<String, Integer> seconds,
            @Nullable List<SampleBody> samples,
            @Nullable String id) {
        TastingCommand.Create command() {
            return new TastingCommand.Create(
                    RoomId.parse("room", room),
                    title,
                    form,
                    version,
                    cups,
                    ordering,
                    automatic,
                    seconds,
                    samples == null ? null : samples.stream().map(SampleBody::sample).toList(),
                    id == null ? null : TastingId.parse("id", id));
        }
    }

    @Schema(name = "NewSample")
    record SampleBody(
            Identity identity,
            @Schema(description = "from 1; the first when absent") @Nullable Integer flight,
            @Schema(description = "the known total of a coffee for the calibration")
                    @Nullable Double target,
            @Schema(description = "the partner whose lot it is") @Nullable String owner) {
        NewSample sample() {
            return new NewSample(
                    identity, flight, target, owner == null ? null : UserId.parse("owner", owner));
        }
    }

    @Schema(name = "NewSamples")
    record NewSamples(List<SampleBody> samples) {
        TastingCommand.AddSamples command(TastingId session) {
            return new TastingCommand.AddSamples(
                    session, samples.stream().map(SampleBody::sample).toList());
        }
    }

    @Schema(name = "SessionMove")
    record SessionMove(
            @Schema(description = "that the caller has seen") long seq,
            @Schema(
                            type = "string",
                            allowableValues = {"next", "skip", "back"})
                    String move) {
        TastingCommand.Move command(TastingId session) {
            return new TastingCommand.Move(session, seq, move);
        }
    }

    @Schema(name = "SessionAdjustment")
    record SessionAdjustment(
            @Schema(description = "that the caller has seen") long seq,
            @Schema(type = "integer", minimum = "-600", maximum = "600") int seconds) {
        TastingCommand.Adjust command(TastingId session) {
            return new TastingCommand.Adjust(session, seq, seconds);
        }
    }

    @Schema(name = "SessionPause")
    record SessionPause(@Schema(description = "that the caller has seen") long seq) {
        TastingCommand.Pause command(TastingId session) {
            return new TastingCommand.Pause(session, seq);
        }
    }

    @Schema(name = "SessionResume")
    record SessionResume(@Schema(description = "that the caller has seen") long seq) {
        TastingCommand.Resume command(TastingId session) {
            return new TastingCommand.Resume(session, seq);
        }
    }

    @Schema(name = "SessionExclusion")
    record SessionExclusion(
            String user,
            @Schema(description = "a code; the whole sheet when absent") @Nullable String sample,
            @Schema(type = "string", maxLength = 200, description = "why") String label) {
        TastingCommand.Exclude command(TastingId session) {
            return new TastingCommand.Exclude(session, UserId.parse("user", user), sample, label);
        }
    }

    @Schema(name = "SessionReveal")
    record SessionReveal(
            @Schema(description = "that the caller has seen") long seq,
            @Schema(description = "a code; all that are hidden when absent")
                    @Nullable String sample) {
        TastingCommand.Reveal command(TastingId session) {
            return new TastingCommand.Reveal(session, seq, sample);
        }
    }

    @Schema(name = "SessionMark")
    record SessionMark(
            @Schema(description = "for example scores.flavor") String field,
            @Schema(implementation = Object.class) Object value) {
        TastingCommand.Mark command(TastingId session, String sample) {
            return new TastingCommand.Mark(session, sample, field, value);
        }
    }

    @Schema(name = "SessionReplay")
    record Replayed(List<ReplayedEvent> events, @Nullable Long next) {}

    @Schema(name = "ReplayedEvent")
    record ReplayedEvent(
            long number, long offsetMs, String event, @Schema(type = "object") Object data) {}

    @Schema(name = "OwnSheet")
    record OwnSheet(
            String session,
            boolean frozen,
            boolean late,
            @Schema(type = "object", description = "as the sheet's document holds it")
                    Object content,
            List<TastingAnswer.OwnScore> scores,
            @Nullable Double calibration) {}

    @Schema(name = "FormRead")
    record FormRead(String form, int version, @Schema(type = "object") Object definition) {}

    @Schema(
            name = "SessionResult",
            description = "As the JSON Schema session-result-1 says in full")
    record SessionResult(
            int schemaVersion,
            String session,
            String title,
            @Schema(type = "object") Object form,
            List<Object> samples,
            List<Object> cuppers,
            List<Object> sheets,
            @Schema(type = "object") Object statistics) {}
}
