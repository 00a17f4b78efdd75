-- Invitations to guests that were taken back: those of an earlier round than the room's hold no more. No row is round 0.

create table room_invitation_round (
    room text primary key references room (id),
    round integer not null
);
