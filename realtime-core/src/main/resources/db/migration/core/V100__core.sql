-- What realtime-core keeps. One text for SQLite and PostgreSQL: times are Unix milliseconds.

-- Values that are set once, the same for all nodes.
create table crema_meta (
    name text primary key,
    value text not null
);

-- Events that were committed and have yet to be published. A node's id is of one life of one node, so a key is never used again.
create table outbox (
    node text not null,
    sequence bigint not null,
    channel text not null,
    name text not null,
    at_ms bigint not null,
    data text not null,
    written_at_ms bigint not null,
    primary key (node, sequence)
);

-- Who sees to the rows of a node that does not. No row: the node itself.
create table outbox_keeper (
    node text primary key,
    keeper text not null
);

create table client_session (
    id text primary key,
    user_id text not null,
    opened_ms bigint not null
);
create index client_session_opened on client_session (opened_ms);

create table command_record (
    user_id text not null,
    scope text not null,
    record_key text not null,
    digest text not null,
    answer text not null,
    at_ms bigint not null,
    primary key (user_id, scope, record_key)
);
create index command_record_at on command_record (at_ms);
