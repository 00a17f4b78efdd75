-- Documents of sessions as rows: a first content, and the edits that follow.

create table sheet (
    id text primary key,
    kind text not null,
    room text not null references room (id),
    owner text,
    content text not null,
    closed integer not null,
    created_by text not null,
    created_at_ms bigint not null
);

create table sheet_edit (
    sheet text not null references sheet (id),
    version bigint not null,
    author text not null,
    -- Values by JSON pointer.
    sets text not null,
    at_ms bigint not null,
    primary key (sheet, version)
);
