-- Documents and the log of their changes. One text for SQLite and PostgreSQL: times are Unix milliseconds, truths are 0 or 1.

create table document (
    id text primary key,
    kind text not null,
    room text references room (id),
    owner text,
    created_by text not null,
    created_at_ms bigint not null,
    frozen integer not null,
    -- Hashes in hexadecimal, one after another.
    frozen_heads text not null,
    -- The newest position given out. Whoever appends writes this row first, and holds it until the commit: so positions become visible in their order.
    position bigint not null,
    changes bigint not null,
    bytes bigint not null,
    -- Of these, what is in document_change and not in the snapshot.
    loose_changes bigint not null,
    loose_bytes bigint not null,
    -- The newest position in the snapshot; 0 when there is none.
    packed_through bigint not null
);

create index document_by_room on document (room, id);

create table document_change (
    document text not null references document (id),
    position bigint not null,
    hash bytea not null,
    actor text not null,
    seq bigint not null,
    author text not null,
    at_ms bigint not null,
    chunk bytea not null,
    primary key (document, position)
);

create unique index document_change_by_hash on document_change (document, hash);

-- An actor has one change of a number: two of them would make the document unreadable.
create unique index document_change_by_seq on document_change (document, actor, seq);

-- One for a document: all changes up to a position, deflated, and their hashes in the same order.
create table document_snapshot (
    document text primary key references document (id),
    through bigint not null,
    changes bigint not null,
    hashes bytea not null,
    -- Of the packed content when inflated.
    plain_bytes bigint not null,
    packed bytea not null
);

-- How far the snapshot holds each actor's changes: it holds all up to this number.
create table document_snapshot_actor (
    document text not null references document (id),
    actor text not null,
    seq bigint not null,
    primary key (document, actor)
);

-- Changes that must never be accepted.
create table document_ban (
    hash bytea primary key,
    reason text not null,
    at_ms bigint not null
);

create index document_ban_by_age on document_ban (at_ms);
