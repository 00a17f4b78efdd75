/** Connecting, the clock, and channels as such. */
import type { ErrorBody, JsonValue, Nothing, Position } from './envelope';

/** Who one is. */
export interface User {
  id: string;
  name: string;
  kind: 'MEMBER' | 'GUEST' | 'SERVICE';
}

export interface Limits {
  frameBytesMax: number;
  pendingCommandsMax: number;
  channelsMax: number;
}

/** Where a socket stands in a channel. `recovered`: what was missed follows as events; otherwise a snapshot does. */
export interface Stand extends Position {
  recovered: boolean;
}

/** Of a channel that was named in `connect`: where it stands, or why it may no longer be followed. */
export interface FollowedChannel extends Partial<Stand> {
  error?: ErrorBody;
}

/** The answer to `connect`. */
export interface ConnectAck {
  session: string;
  /** Whether the session named in `connect` was known: then what had been carried out of it is answered from its record. */
  resumed: boolean;
  user: User;
  node: string;
  serverTimeMs: number;
  tokenExpiresAtMs: number;
  heartbeatMs: number;
  limits: Limits;
  channels: Record<string, FollowedChannel>;
}

/** An event as the history has it. */
export interface KeptEvent {
  offset: number;
  event: string;
  atMs: number;
  data: JsonValue;
}

export interface ConnectionCommands {
  'auth.refresh': { data: { token: string }; ack: { tokenExpiresAtMs: number } };
  time: { data: Nothing; ack: { serverTimeMs: number } };
  'channel.subscribe': { data: { channel: string } & Partial<Position>; ack: { channel: string } & Stand };
  'channel.unsubscribe': { data: { channel: string }; ack: Nothing };
  /** The position is absent when it was ephemeral. */
  'channel.publish': {
    data: { channel: string; event: `app.${string}`; data: { [key: string]: JsonValue }; ephemeral?: boolean };
    ack: Partial<Position>;
  };
  'channel.history': {
    data: { channel: string; epoch?: string; offset: number; limit?: number };
    ack: Position & { complete: boolean; events: KeptEvent[] };
  };
}
