-- What rankings are made from: the results of sessions that are revealed as a whole.

create table tasting_points (
    tasting text not null references tasting (id),
    -- 'samples' by the panel's mean, 'cuppers' by their agreement with the rest.
    kind text not null,
    member text not null,
    room text not null,
    label text not null,
    -- In thousandths.
    points bigint not null,
    primary key (tasting, kind, member)
);

create index tasting_points_by_room on tasting_points (room, kind, member);

-- Rises with every change of what a board is made from.
create table tasting_board (
    board text primary key,
    version bigint not null
);
