package coffee.crema.server.config;

import coffee.crema.blindbox.seal.SealKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All settings of a node, checked. `docs/configuration.md` lists them with their defaults and ranges.
///
/// @param origins what browsers may connect from besides the node's own address, for example `https://crema.example`
/// @param telemetry where OpenTelemetry traces are sent (OTLP); empty sends none
/// @param log how the log is written
public record Settings(
        Mode mode,
        Listen listen,
        Store database,
        Optional<Redis> redis,
        Auth auth,
        Web web,
        Limits limits,
        Presence presence,
        Documents documents,
        BlindBoxes blindBoxes,
        Drain drain,
        Set<String> origins,
        Optional<URI> telemetry,
        LogFormat log) {

    public Settings {
        origins = Set.copyOf(origins);
    }

    public boolean development() {
        return mode == Mode.DEVELOPMENT;
    }

    /// How log lines are written.
    public enum LogFormat {
        TEXT,
        JSON
    }

    /// @param port 0 takes any free one
    /// @param tls empty where something in front of the node ends TLS, or where there is none
    /// @param clientAddressHeader in which the proxy in front says whom it speaks for; empty where there is none
    public record Listen(
            String host, int port, Optional<Tls> tls, Optional<String> clientAddressHeader) {}

    /// Files in PEM. They are read again when they change.
    ///
    /// @param certificate with its chain
    /// @param key of the certificate, PKCS #8, not encrypted
    public record Tls(Path certificate, Path key) {}

    /// Where the SQL store is.
    public sealed interface Store {

        /// @param file created when it does not exist
        record Sqlite(Path file) implements Store {}

        /// @param url for example `jdbc:postgresql://db/crema`
        /// @param connectionsMax of this node
        record Postgres(String url, String user, String password, int connectionsMax)
                implements Store {

            /// Never the password, nor the URL: it may hold one.
            @Override
            public String toString() {
                return "Postgres[connectionsMax=" + connectionsMax + "]";
            }
        }
    }

    /// @param uri for example `redis://cache:6379`
    public record Redis(String uri) {

        /// Never the URI: it may hold a password.
        @Override
        public String toString() {
            return "Redis[]";
        }
    }

    /// @param issuer `iss` of every token, if set
    /// @param audience `aud` of every token, if set
    /// @param jwks where the RS256 keys are
    /// @param secret of HS256 tokens, at least 32 bytes; in development mode one is made at the start
    /// @param clockSkew how far the clocks of the issuer and the node may differ
    /// @param expiryGrace how long a socket outlives its token
    /// @param guestTtlMax of guest tokens, whatever is asked for
    public record Auth(
            Optional<String> issuer,
            Optional<String> audience,
            Optional<URI> jwks,
            Optional<String> secret,
            Duration clockSkew,
            Duration expiryGrace,
            Duration guestTtlMax,
            List<ApiKey> apiKeys) {

        public Auth {
            apiKeys = List.copyOf(apiKeys);
        }

        /// Never the secret.
        @Override
        public String toString() {
            return "Auth[issuer=" + issuer + ", audience=" + audience + ", jwks=" + jwks + "]";
        }
    }

    /// The web application.
    ///
    /// @param oidc how people sign in with an account; empty where nobody does in the browser
    public record Web(Optional<Oidc> oidc) {}

    /// OpenID Connect: authorization code with PKCE, from the browser.
    ///
    /// @param issuer whose `/.well-known/openid-configuration` says the rest
    /// @param clientId of the application there; it is public and has no secret
    /// @param scope what is asked for, names with spaces between, `openid` among them
    public record Oidc(URI issuer, String clientId, String scope) {}

    /// A back end that may call the HTTP API.
    ///
    /// @param name what it is called in logs, and the user id `service-{name}`
    /// @param sha256 of the key, 64 hexadecimal digits
    /// @param scopes what it may do: `rooms` or `rooms:read`, `rooms:write`, `moderate`, `presence:read`; `blind-boxes`, `publish`, `tokens`, `metrics`
    public record ApiKey(String name, String sha256, Set<String> scopes) {
        public ApiKey {
            scopes = Set.copyOf(scopes);
        }
    }

    /// @param requestsPerMinute units a user, over all nodes and doors
    /// @param guestsPerMinute who may take invitations from one address, over all nodes
    /// @param channelsMax a connection
    /// @param pendingCommandsMax a connection: reading stops there
    /// @param outboundBytesMax what may wait for one member
    /// @param outboundAgeMax how long it may wait
    /// @param bodyTimeout of an HTTP request: from its head to the end of its body
    public record Limits(
            int requestsPerMinute,
            int guestsPerMinute,
            int connectionsMax,
            int frameBytesMax,
            int channelsMax,
            int pendingCommandsMax,
            int outboundBytesMax,
            Duration outboundAgeMax,
            Duration heartbeat,
            Duration bodyTimeout) {}

    /// @param grace how long a dropped device is kept in the list
    public record Presence(Duration grace) {}

    /// Documents that many hands edit.
    public record Documents(Workers workers, Live live, Log log) {

        /// The processes that run Automerge.
        ///
        /// @param count that hold documents; one more stands by
        /// @param nativeBytesMax of documents held open by one worker, estimated
        /// @param memoryBytesMax what one worker may take beyond its JVM
        /// @param callTimeout after which a worker is killed
        public record Workers(
                int count, int nativeBytesMax, int memoryBytesMax, Duration callTimeout) {}

        /// In the memory of the node.
        ///
        /// @param max of documents
        /// @param linger after the last reader
        /// @param gatherWindow over which changes of a document are gathered
        /// @param arrivingBytesMax large messages that are arriving on this node, and as much again that documents have not taken up yet
        public record Live(int max, Duration linger, Duration gatherWindow, int arrivingBytesMax) {}

        /// In the store.
        ///
        /// @param changesMax of a document
        /// @param bytesMax of a document's changes
        /// @param compactChanges that make a snapshot worth while
        /// @param compactBytes that do
        /// @param compactDelay how long a document waits for it at most
        public record Log(
                int changesMax,
                int bytesMax,
                int compactChanges,
                int compactBytes,
                Duration compactDelay) {}
    }

    /// What the answers of blind boxes are sealed with.
    ///
    /// @param keys the one that seals first, then those that only open; none, and no box can be scheduled (in development with SQLite a key is made)
    public record BlindBoxes(List<SealKey> keys) {
        public BlindBoxes {
            keys = List.copyOf(keys);
        }
    }

    /// @param delay between readiness off and the first client told, for load balancers to notice
    /// @param spread over how long the clients are told to go
    public record Drain(Duration delay, Duration spread) {}
}
