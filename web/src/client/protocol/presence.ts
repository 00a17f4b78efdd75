/** Who is in a room now. State, not history: none of it has an offset. */
import type { JsonValue, Nothing } from './envelope';
import type { Role } from './rooms';

/** What a device says of itself; at most 1 KiB. */
export type DeviceState = { [key: string]: JsonValue };

/** One device of a person. */
export interface DeviceMeta {
  /** Names the device; unique within its person. */
  ref: string;
  sinceMs: number;
  role: Role;
  state: DeviceState;
}

export interface PersonMetas {
  name: string;
  metas: DeviceMeta[];
}

/** By user id. */
export type PeopleByUser = Record<string, PersonMetas>;

/** `people` is absent in a room that shows counts only. */
export interface PresenceState {
  count: number;
  people?: PeopleByUser;
}

export interface PresenceDiff {
  count: number;
  joins?: PeopleByUser;
  leaves?: PeopleByUser;
}

export interface PresenceUpdate {
  updates: { user: string; ref: string; state: DeviceState }[];
}

export interface PresenceCommands {
  /** In full: it takes the place of what was there. */
  'presence.update': { data: { room: string; state: DeviceState }; ack: Nothing };
  'presence.list': { data: { room: string }; ack: PresenceState };
  'presence.last-seen': { data: { room: string; user: string }; ack: { here: boolean; lastSeenMs?: number } };
}

/** On `room:{id}`, ephemeral. */
export interface PresenceEvents {
  presence_state: PresenceState;
  presence_diff: PresenceDiff;
  presence_update: PresenceUpdate;
}
