package coffee.crema.realtime.hub;

import coffee.crema.realtime.connection.Member;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/// A fan-out that sends to each member in turn.
public final class ListFanout implements Fanout {

    private final List<Member> members = new ArrayList<>();

    @Override
    public void add(Member member) {
        if (members.contains(member)) {
            throw new IllegalStateException(member + " is added twice");
        }
        members.add(member);
    }

    @Override
    public void remove(Member member) {
        members.remove(member);
    }

    @Override
    public void deliver(ServerMessage message) {
        members.forEach(member -> member.send(message));
    }

    @Override
    public void deliverExcept(Member excluded, ServerMessage message) {
        for (Member member : members) {
            if (!member.equals(excluded)) {
                member.send(message);
            }
        }
    }

    @Override
    public int size() {
        return members.size();
    }
}
