package coffee.crema.load;

import coffee.crema.load.system.AutomergeRepoSystem;
import coffee.crema.load.system.CremaSystem;
import coffee.crema.load.system.FloorSystem;
import coffee.crema.load.system.NettySocketioPair;
import coffee.crema.load.system.SocketIoSystem;
import coffee.crema.load.system.SystemUnderTest;
import coffee.crema.load.workload.Workload.Needs;
import java.util.Arrays;
import java.util.Locale;

/// What is measured, in the order in which it takes turns.
public enum Contender {
    FLOOR("floor (bare Netty)") {
        @Override
        SystemUnderTest start(Needs needs) {
            return new FloorSystem(needs.churn());
        }
    },
    CREMA("Crema") {
        @Override
        SystemUnderTest start(Needs needs) {
            return new CremaSystem(
                    needs.nodes(), needs.ephemeral(), needs.recovery(), needs.churn());
        }
    },
    SOCKETIO("socket.io (Node)") {
        @Override
        SystemUnderTest start(Needs needs) {
            return new SocketIoSystem(needs.recovery(), needs.churn());
        }
    },
    NETTY_SOCKETIO("netty-socketio (Redisson store)") {
        @Override
        SystemUnderTest start(Needs needs) {
            return new NettySocketioPair();
        }
    },
    AUTOMERGE_REPO("automerge-repo (Node)") {
        @Override
        SystemUnderTest start(Needs needs) {
            return new AutomergeRepoSystem();
        }
    };

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    abstract SystemUnderTest start(Needs needs);

    static Contender parse(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no system is called " + name));
    }
}
