/** What this device keeps of a box: the commitments as it saw them first, and one's own guesses. Never an answer. */
import type { BlindBox, BlindBoxState, Guess, Receipt } from '../../client';

/** The commitments as this device saw them first, by position. */
export interface FirstSeen {
  commitments: Record<number, string>;
  /** Where the box was then. */
  state: BlindBoxState;
  atMs: number;
}

/** Of one person. `sent` is what the receipt is for. */
export interface OwnBallot {
  draft: readonly Guess[];
  sent?: { guesses: readonly Guess[]; receipt: Receipt };
}

const firstSeenKey = (orderId: string) => `crema.box.${orderId}.first-seen`;
const ballotKey = (orderId: string, user: string) => `crema.box.${orderId}.ballot.${user}`;

/** What was seen first, with positions added that were not known yet; nothing that is known is ever replaced. */
export function seeFirst(box: BlindBox, storage: Storage = localStorage): FirstSeen {
  const known = read<FirstSeen>(storage, firstSeenKey(box.orderId));
  const now = Object.fromEntries(box.commitments.map(({ position, commitment }) => [position, commitment]));
  const seen: FirstSeen = known
    ? { ...known, commitments: { ...now, ...known.commitments } }
    : { commitments: now, state: box.state, atMs: box.serverTimeMs };
  write(storage, firstSeenKey(box.orderId), seen);
  return seen;
}

/** Whether this device saw the commitments before anybody could guess by them. */
export function sawBeforeReveal({ state }: FirstSeen): boolean {
  return state === 'scheduled' || state === 'guessing' || state === 'locked';
}

export function keptBallot(orderId: string, user: string, storage: Storage = localStorage): OwnBallot {
  return read<OwnBallot>(storage, ballotKey(orderId, user)) ?? { draft: [] };
}

export function keepBallot(orderId: string, user: string, ballot: OwnBallot, storage: Storage = localStorage): void {
  write(storage, ballotKey(orderId, user), ballot);
}

function read<T>(storage: Storage, key: string): T | null {
  try {
    const text = storage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null; // written by something else, or there is no storage: as if nothing were kept
  }
}

function write(storage: Storage, key: string, value: object): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // A full storage keeps nobody from guessing; this visit goes on from memory.
  }
}
