package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.ClientCommand;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.rooms.RoomId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may be asked of cupping sessions: one record per wire `type`, see docs/protocol.md. Both doors use them.
public sealed interface TastingCommand extends ClientCommand {

    /// A coffee to be tasted.
    ///
    /// @param flight from 1; the first when absent
    /// @param target the known total of a coffee for the calibration; it is of no flight
    /// @param owner the partner whose lot it is
    record NewSample(
            Identity identity,
            @Nullable Integer flight,
            @Nullable Double target,
            @Nullable UserId owner) {}

    /// `tasting.create`
    ///
    /// @param version of the form; the newest when absent
    /// @param ordering `square` (the default) or `table`
    /// @param automatic whether steps that run by the clock follow each other by themselves; they do when absent
    /// @param seconds other times of steps, by name
    record Create(
            RoomId room,
            String title,
            String form,
            @Nullable Integer version,
            @Nullable Integer cups,
            @Nullable String ordering,
            @Nullable Boolean automatic,
            @Nullable Map<String, Integer> seconds,
            @Nullable List<NewSample> samples,
            @Nullable TastingId id)
            implements TastingCommand {}

    /// `tasting.list`: the sessions of a room, newest first.
    record OfRoom(RoomId room) implements TastingCommand {}

    /// `tasting.get`
    record Get(TastingId session) implements TastingCommand {}

    /// `tasting.add-samples`, in the lobby.
    record AddSamples(TastingId session, List<NewSample> samples) implements TastingCommand {}

    /// `tasting.code-map`: which coffee each code is. Who has read it never scores in this session.
    record CodeMap(TastingId session) implements TastingCommand {}

    /// `tasting.enter`: the asker scores in this session.
    record Enter(TastingId session) implements TastingCommand {}

    /// `tasting.move`
    ///
    /// @param seq that the asker has seen
    /// @param move `next`, `skip` or `back`
    record Move(TastingId session, long seq, String move) implements TastingCommand {}

    /// `tasting.adjust`: gives or takes time.
    record Adjust(TastingId session, long seq, int seconds) implements TastingCommand {}

    /// `tasting.pause`
    record Pause(TastingId session, long seq) implements TastingCommand {}

    /// `tasting.resume`
    record Resume(TastingId session, long seq) implements TastingCommand {}

    /// `tasting.mark`
    ///
    /// @param sample its code
    /// @param field for example `scores.flavor`, `cups.uniformity`, `ticks.flavor`, `notes.flavor`, `defects`, `done`
    /// @param value as the sheet's document holds it there; `null` is not a value: see {@link Erase}
    record Mark(TastingId session, String sample, String field, Object value)
            implements TastingCommand {}

    /// `tasting.erase`: takes a mark back.
    record Erase(TastingId session, String sample, String field) implements TastingCommand {}

    /// `tasting.sheet`: one's own.
    record Sheet(TastingId session) implements TastingCommand {}

    /// `tasting.progress`: how much of the sheets is filled in.
    record Progress(TastingId session) implements TastingCommand {}

    /// `tasting.results`: what the asker may see of them now.
    record Results(TastingId session) implements TastingCommand {}

    /// `tasting.reveal`
    ///
    /// @param sample its code; all that are hidden when absent
    record Reveal(TastingId session, long seq, @Nullable String sample) implements TastingCommand {}

    /// `tasting.exclude`: a sheet, or one sample of it, does not count.
    ///
    /// @param label why, for all to read after the reveal
    record Exclude(TastingId session, UserId user, @Nullable String sample, String label)
            implements TastingCommand {}

    /// `tasting.include`: takes an exclusion back.
    record Include(TastingId session, UserId user, @Nullable String sample)
            implements TastingCommand {}

    /// `tasting.admit-late`: what a cupper brought after the lock counts.
    record AdmitLate(TastingId session, UserId user) implements TastingCommand {}

    /// `tasting.late`: whose sheets have something that came after the lock.
    record Late(TastingId session) implements TastingCommand {}

    /// `tasting.ranking`: of a session, or of a room over its sessions.
    ///
    /// @param of `samples` or `cuppers`
    /// @param from how many are passed over
    /// @param around the asker and five before and behind, instead
    record Ranking(
            @Nullable TastingId session,
            @Nullable RoomId room,
            String of,
            @Nullable Long from,
            @Nullable Integer limit,
            @Nullable Boolean around)
            implements TastingCommand {}

    /// `tasting.add-form`: a form of one's own.
    record AddForm(RawJson form) implements TastingCommand {}

    /// `tasting.forms`: those that come with Crema, and one's own.
    record ListForms() implements TastingCommand {}

    /// `tasting.form`
    ///
    /// @param version the newest when absent
    record GetForm(String form, @Nullable Integer version) implements TastingCommand {}

    /// `tasting.replay`: what happened, as far as the asker may see it.
    ///
    /// @param after `next` of the page before
    record Replay(TastingId session, @Nullable Long after, @Nullable Integer limit)
            implements TastingCommand {}
}
