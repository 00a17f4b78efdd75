/** The messages of the server besides events, and the refusals. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** An object without properties. */
export type Nothing = Record<never, never>;

/** A place in a channel. */
export interface Position {
  epoch: string;
  offset: number;
}

/** Every refusal of docs/protocol.md, with its number. */
export interface ErrorNumbers {
  malformed: 1001;
  unknown_type: 1002;
  invalid_field: 1003;
  too_large: 1004;
  id_reused: 1005;
  not_connected: 1006;
  unauthenticated: 1101;
  token_expired: 1102;
  forbidden: 1103;
  banned: 1104;
  muted: 1105;
  not_found: 1201;
  conflict: 1202;
  closed: 1203;
  full: 1204;
  not_joined: 1205;
  frozen: 1206;
  change_refused: 1207;
  rate_limited: 1301;
  slow_mode: 1302;
  too_many: 1303;
  unavailable: 1401;
  timeout: 1402;
  internal: 1403;
}

export type ErrorCode = keyof ErrorNumbers;

export interface ErrorBody {
  code: ErrorCode;
  number: number;
  message: string;
  /** Whether the same command may be sent again later. */
  retryable: boolean;
  /** Which field is wrong, for example `data.text`. */
  field?: string;
  limit?: number;
  retryAfterMs?: number;
}

/** All of a channel: forget what you knew of it. */
export interface Snapshot extends Position {
  channel: string;
  /** `joined` on coming in, `resumed` when what was missed could not be told by events, `reset` when a live gap could not be healed. */
  reason: 'joined' | 'resumed' | 'reset';
  /** Of a room's channel a `RoomSnapshot`, see `roomSnapshot`; of others whatever belongs to them, most often nothing. */
  data: object;
}

/** Why a socket no longer follows a channel. A refusal's code when it was said in the answer to `connect`. */
export type MovedReason = 'left' | 'kicked' | 'banned' | 'closed' | 'denied' | ErrorCode;

export interface Moved {
  channel: string;
  reason: MovedReason;
}

export interface TokenExpiring {
  expiresAtMs: number;
  graceMs: number;
}

export interface Drain {
  /** Come back after so long, elsewhere. */
  reconnectAfterMs: number;
  /** When the server closes. */
  deadlineMs: number;
}
