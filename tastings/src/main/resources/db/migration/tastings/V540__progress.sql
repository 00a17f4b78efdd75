-- How far cuppers are, for the counts that the staff is told: any node adds what it has seen, and tells the sum.

create table tasting_progress (
    tasting text not null references tasting (id),
    user_id text not null,
    -- Codes of the samples that are complete.
    complete text not null,
    -- Rises with every change in the session.
    revision bigint not null,
    primary key (tasting, user_id)
);
