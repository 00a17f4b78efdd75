CREATE TABLE last_seen (
    user_id TEXT PRIMARY KEY,
    at_ms   BIGINT NOT NULL
);
