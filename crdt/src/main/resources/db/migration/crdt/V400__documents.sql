-- Documents and the log of their changes. One text for SQLite and PostgreSQL: times are Unix milliseconds, truths are 0 or 1. On SQLite rows lie in the tree of
-- their primary key: an append writes three pages.

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
    -- Of these, what is in document_log and not in the snapshot.
    loose_changes bigint not null,
    loose_bytes bigint not null,
    -- The newest position in the snapshot; 0 when there is none.
    packed_through bigint not null
) ${clustered};

create index document_by_room on document (room, id);

-- One row for an append: what was stored together, as a snapshot has it, not deflated.
create table document_log (
    document text not null,
    -- Of the last change; the others have those before it, without a gap.
    position bigint not null,
    changes integer not null,
    -- 32 bytes each, in the order of positions.
    hashes bytea not null,
    log bytea not null,
    primary key (document, position)
) ${clustered};

-- How far the log, the snapshot included, holds each actor's changes: all up to this number. Two of one number would make the document unreadable.
create table document_actor (
    document text not null,
    actor text not null,
    seq bigint not null,
    primary key (document, actor)
) ${clustered};

-- One for a document: all changes up to a position, deflated, and their hashes in the same order.
create table document_snapshot (
    document text primary key,
    through bigint not null,
    changes bigint not null,
    hashes bytea not null,
    -- Of the packed content when inflated.
    plain_bytes bigint not null,
    packed bytea not null
);

-- Changes that must never be accepted.
create table document_ban (
    hash bytea primary key,
    reason text not null,
    at_ms bigint not null
);

create index document_ban_by_age on document_ban (at_ms);
