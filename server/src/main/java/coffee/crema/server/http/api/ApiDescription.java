package coffee.crema.server.http.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/// What `/openapi.yaml` says of the API as a whole.
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Crema HTTP API",
                        version = "1",
                        description =
                                """
                                For back ends, and for whoever has a token but no socket. The same services, codes, limits and rules as on `/ws`; \
                                docs/protocol.md explains them.

                                **Who may.** Members and guests (Bearer tokens) are held to their roles in rooms; a guest token opens one room. \
                                API keys are held to scopes, in every room: `rooms:read`, `rooms:write`, `moderate`, `presence:read`, `tokens`, `publish`; \
                                `rooms` holds all but `publish`. Each call names the scope that it needs.

                                **Strict.** Unknown fields and query parameters are refused by name (`invalid_field`).

                                **Once.** With an `Idempotency-Key` a call that changes something durable is carried out once in 48 hours, however often it is \
                                sent, to whatever node, and each time gets the first answer; the same key with another method, path or body is refused \
                                (`id_reused`). An event is remembered for 5 minutes only: after that the same call publishes it anew.

                                **Limits.** A body has at most 64 KiB, a file of samples 4 MiB. Calls are weighed: 1,000 units a minute a user, 60,000 a service, sockets included; \
                                429 says in `Retry-After` when to come back.
                                """),
        security = {@SecurityRequirement(name = "token"), @SecurityRequirement(name = "key")})
@SecurityScheme(
        name = "token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "of a member or a guest")
@SecurityScheme(
        name = "key",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        paramName = "X-Api-Key",
        description = "of a service")
final class ApiDescription {
    private ApiDescription() {}
}
