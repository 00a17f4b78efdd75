/**
 * The wire of `crema.v1.json`, as types: all commands with their answers, all events, what a snapshot holds, and the refusals.
 * docs/protocol.md explains how they play together; `/asyncapi.yaml` of a node describes the same shapes.
 *
 * Times are Unix milliseconds by the server's clock where a name ends in `Ms` or `At`, and seconds in `countdown`, `interval`, `seconds` and `ttlSeconds`.
 */
import type { BlindBoxCommands, BlindBoxEvents } from './protocol/blindbox';
import type { ConnectionCommands } from './protocol/connection';
import type { DocumentCommands, DocumentEvents } from './protocol/documents';
import type { JsonValue } from './protocol/envelope';
import type { PresenceCommands, PresenceEvents } from './protocol/presence';
import type { RoomCommands, RoomEvents } from './protocol/rooms';
import type { TastingCommands } from './protocol/tasting-commands';
import type { TastingEvents } from './protocol/tastings';

export type * from './protocol/blindbox';
export type * from './protocol/connection';
export type * from './protocol/documents';
export type * from './protocol/envelope';
export type * from './protocol/forms';
export type * from './protocol/presence';
export type * from './protocol/rooms';
export type * from './protocol/sheets';
export type * from './protocol/tasting-commands';
export type * from './protocol/tasting-results';
export type * from './protocol/tastings';

/** By the wire's `type`: what is asked (`data`) and what is answered (`ack`). */
export interface Commands
  extends ConnectionCommands,
    RoomCommands,
    PresenceCommands,
    TastingCommands,
    BlindBoxCommands,
    DocumentCommands {}

/** By the event's name: its `data`. */
export interface Events extends RoomEvents, PresenceEvents, TastingEvents, BlindBoxEvents, DocumentEvents {}

interface EventEnvelope {
  channel: string;
  /** Its place in the channel; absent for what is ephemeral. */
  offset?: number;
  atMs: number;
}

/** Published by an application of yours, see `channel.publish`. */
export interface AppEvent extends EventEnvelope {
  event: `app.${string}`;
  data: { [key: string]: JsonValue };
}

/** What happened in a channel. Narrow it by `event`; a name that is not here comes from a later version: let it pass. */
export type ChannelEvent =
  | { [E in keyof Events]: EventEnvelope & { event: E; data: Events[E] } }[keyof Events]
  | AppEvent;
