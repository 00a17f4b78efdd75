import type { ChannelEvent, Drain, ErrorBody, Moved, Snapshot, TokenExpiring } from './protocol';

/** What a server says, by `type`. */
export type ServerMessage =
  | { type: 'ack'; id: number; data: object }
  | { type: 'error'; id?: number; error: ErrorBody }
  | ({ type: 'event' } & ChannelEvent)
  | ({ type: 'snapshot' } & Snapshot)
  | { type: 'moved'; data: Moved }
  | { type: 'token-expiring'; data: TokenExpiring }
  | { type: 'drain'; data: Drain };

const KNOWN: ReadonlySet<unknown> = new Set<ServerMessage['type']>([
  'ack',
  'error',
  'event',
  'snapshot',
  'moved',
  'token-expiring',
  'drain',
]);

/** Null for a word of a later version. What a server of ours sends is not checked further: both sides are tested against docs/golden. */
export function readServerMessage(raw: Record<string, unknown>): ServerMessage | null {
  return KNOWN.has(raw.type) ? (raw as unknown as ServerMessage) : null;
}
