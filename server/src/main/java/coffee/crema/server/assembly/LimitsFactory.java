package coffee.crema.server.assembly;

import coffee.crema.realtime.RealtimeLimits;
import coffee.crema.realtime.adapter.netty.DoorSettings;
import coffee.crema.realtime.hub.HubOptions;
import coffee.crema.realtime.limit.RateLimiter.Budget;
import coffee.crema.server.config.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/// What the operator's limits mean to each part.
@Factory
final class LimitsFactory {

    @Singleton
    RealtimeLimits realtime(Settings settings) {
        var asked = settings.limits();
        var wire = RealtimeLimits.Wire.defaults();
        var commands = RealtimeLimits.Commands.defaults();
        var tokens = RealtimeLimits.Tokens.defaults();
        return new RealtimeLimits(
                new RealtimeLimits.Wire(
                        asked.frameBytesMax(),
                        wire.depthMax(),
                        wire.stringCharsMax(),
                        wire.nameCharsMax(),
                        wire.numberCharsMax()),
                RealtimeLimits.Connect.defaults(),
                new RealtimeLimits.Commands(
                        asked.pendingCommandsMax(),
                        asked.channelsMax(),
                        commands.timeout(),
                        commands.refusalsMax()),
                new RealtimeLimits.Tokens(tokens.notice(), settings.auth().expiryGrace()),
                new RealtimeLimits.Budgets(
                        new Budget(asked.requestsPerMinute(), Duration.ofMinutes(1)),
                        RealtimeLimits.Budgets.defaults().service()),
                asked.heartbeat());
    }

    @Singleton
    DoorSettings door(Settings settings) {
        var asked = settings.limits();
        var given = DoorSettings.defaults();
        return new DoorSettings(
                new DoorSettings.Admission(
                        asked.connectionsMax(),
                        Math.min(asked.connectionsMax(), given.admission().strangersMax()),
                        given.admission().handshakeTimeout()),
                new DoorSettings.Inbound(
                        asked.frameBytesMax(),
                        given.inbound().strangerBytesMax(),
                        given.inbound().fragmentsMax(),
                        given.inbound().largeBytesMax()),
                new DoorSettings.Outbound(
                        asked.outboundBytesMax(),
                        asked.outboundAgeMax(),
                        given.outbound().gatherWindow(),
                        given.outbound().compression()),
                new DoorSettings.Heartbeat(asked.heartbeat(), given.heartbeat().grace()),
                given.closing());
    }

    @Singleton
    HubOptions hub(Settings settings) {
        var given = HubOptions.defaults();
        return new HubOptions(
                given.linger(),
                settings.limits().channelsMax(),
                given.mailboxMax(),
                given.ring(),
                given.recovery(),
                given.snapshots(),
                given.watch(),
                given.retry());
    }
}
