package coffee.crema.server.http.api;

import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.connection.Requests;
import coffee.crema.realtime.connection.Toll;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.server.identity.CremaAuthentication;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How every call of the API is carried out: allowed by scope, paid from the same budget as commands on sockets, read as strictly as they are, done once per
/// `Idempotency-Key`.
///
/// **Threading.** Any thread, an event loop among them; nothing blocks.
@Singleton
final class Calls {
    static final String KEY = "Idempotency-Key";

    private final Requests requests;
    private final Toll toll;
    private final WireMapper mapper;

    /// One call.
    ///
    /// @param body as it came; empty for none
    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    record Call(HttpRequest<?> http, Principal principal, byte[] body, WireMapper mapper) {
        Optional<String> key() {
            return Optional.ofNullable(http.getHeaders().get(KEY));
        }

        /// @throws RejectedException `malformed`, `too_large`, `invalid_field`
        <T> T read(Class<T> type) {
            return mapper.parse(body, type);
        }
    }

    /// What a call asks of its caller.
    ///
    /// @param scope of an API key
    /// @param cost in units of the caller's budget
    /// @param success what is answered when it was done
    record Terms(Scope scope, int cost, HttpStatus success) {
        Terms(Scope scope, int cost) {
            this(scope, cost, HttpStatus.OK);
        }
    }

    Calls(Requests requests, Toll toll, WireMapper mapper) {
        this.requests = requests;
        this.toll = toll;
        this.mapper = mapper;
    }

    Call call(HttpRequest<?> http, Authentication who, byte @Nullable [] body) {
        if (!(who instanceof CremaAuthentication known)) {
            throw RejectedException.of(ErrorCode.UNAUTHENTICATED, "a token is needed");
        }
        requireKnownParameters(http);
        return new Call(http, known.principal(), body == null ? new byte[0] : body, mapper);
    }

    /// Refuses what the method behind the path does not take, as unknown fields of a body are refused.
    private static void requireKnownParameters(HttpRequest<?> http) {
        if (!(RouteAttributes.getRouteMatch(http).orElse(null)
                instanceof MethodBasedRouteMatch<?, ?> route)) {
            throw new IllegalStateException("only routes come here");
        }
        var taken = new HashSet<String>();
        for (Argument<?> argument : route.getArguments()) {
            if (argument.isAnnotationPresent(QueryValue.class)) {
                taken.add(argument.getName());
            }
        }
        http.getParameters()
                .forEach((name, values) -> {
                    if (!taken.contains(name)) {
                        throw RejectedException.invalid(name, "no such query parameter");
                    }
                    if (values.size() > 1) {
                        throw RejectedException.invalid(name, "given more than once");
                    }
                });
    }

    /// What somebody without a token sends, read as strictly.
    ///
    /// @throws RejectedException `malformed`, `too_large`, `invalid_field`
    <T> T readOpen(HttpRequest<?> http, byte @Nullable [] body, Class<T> type) {
        requireKnownParameters(http);
        return mapper.parse(body == null ? new byte[0] : body, type);
    }

    /// Answers what the work comes to.
    ///
    /// @param work does what is asked; runs when the toll is paid
    <T> CompletionStage<HttpResponse<byte[]>> carryOut(
            Call call, Terms terms, Function<Request, CompletionStage<T>> work) {
        return respond(
                call,
                terms,
                request -> work.apply(request).thenApply(answer -> json(terms.success(), answer)));
    }

    /// The same for what is asked in a body, which is read when the toll is paid.
    <B, T> CompletionStage<HttpResponse<byte[]>> carryOut(
            Call call,
            Terms terms,
            Class<B> type,
            BiFunction<Request, B, CompletionStage<T>> work) {
        return carryOut(call, terms, request -> work.apply(request, call.read(type)));
    }

    /// Answers as the work does: with a file, or with more than a refusal says by itself.
    ///
    /// @param work reads the body and does what is asked; runs when the toll is paid
    CompletionStage<HttpResponse<byte[]>> respond(
            Call call, Terms terms, Function<Request, CompletionStage<HttpResponse<byte[]>>> work) {
        terms.scope().require(call.principal());
        Request request = requests.http(call.principal(), call.key(), digest(call));
        return toll.take(call.principal(), terms.cost()).thenCompose(_ -> work.apply(request));
    }

    HttpResponse<byte[]> json(HttpStatus status, Object answer) {
        return HttpResponse.<byte[]>status(status)
                .body(mapper.toJson(answer))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static byte[] digest(Call call) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            String line = call.http().getMethodName() + " " + call.http().getPath() + "\n";
            hash.update(line.getBytes(StandardCharsets.UTF_8));
            return hash.digest(call.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
