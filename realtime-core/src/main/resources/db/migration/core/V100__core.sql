-- What realtime-core keeps. Versions 1xx are core's, 2xx those of rooms, 3xx those of presence.

CREATE TABLE crema_meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE outbox (
    id               ${identity},
    channel          TEXT   NOT NULL,
    name             TEXT   NOT NULL,
    at_ms            BIGINT NOT NULL,
    data             TEXT   NOT NULL,
    -- until then the node that wrote or took the row sees to it
    claimed_until_ms BIGINT NOT NULL
);
CREATE INDEX outbox_claimed ON outbox (claimed_until_ms);

CREATE TABLE client_session (
    id        TEXT PRIMARY KEY,
    user_id   TEXT   NOT NULL,
    opened_ms BIGINT NOT NULL
);
CREATE INDEX client_session_opened ON client_session (opened_ms);

CREATE TABLE command_record (
    user_id    TEXT   NOT NULL,
    scope      TEXT   NOT NULL,
    record_key TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    answer     TEXT   NOT NULL,
    at_ms      BIGINT NOT NULL,
    PRIMARY KEY (user_id, scope, record_key)
);
CREATE INDEX command_record_at ON command_record (at_ms);
