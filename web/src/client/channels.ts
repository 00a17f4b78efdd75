import type { ChannelEvent, RoomSnapshot, Snapshot } from './protocol';

const ROOM = 'room:';
const STAFF = ':staff';

/** What everyone in a room follows. */
export const roomChannel = (room: string): string => ROOM + room;

/** What those follow who moderate a room. */
export const staffChannel = (room: string): string => ROOM + room + STAFF;

/** What all devices of a user follow. */
export const userChannel = (user: string): string => `user-${user}`;

export const documentChannel = (document: string): string => `doc:${document}`;

/** What a snapshot says of this room; null when it is about something else. */
export function roomSnapshot(snapshot: Snapshot, room: string): RoomSnapshot | null {
  return snapshot.channel === roomChannel(room) ? (snapshot.data as RoomSnapshot) : null;
}

/** Whether an event happened in a room, on the channel for everyone or on the one for its staff. */
export function isOfRoom(event: ChannelEvent, room: string): boolean {
  return event.channel === roomChannel(room) || event.channel === staffChannel(room);
}
