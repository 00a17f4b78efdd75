/** Blind boxes: a reveal, provably fair, at the same moment for all. */
import type { JsonValue } from './envelope';

export type BlindBoxState =
  | 'scheduled'
  | 'guessing'
  | 'locked'
  | 'countdown'
  | 'revealing'
  | 'paused'
  | 'complete'
  | 'aborted';

/** Traits that a form may ask for. */
export type Trait = 'country' | 'process' | 'variety' | 'roast' | 'notes';

/** Any object with these two; the traits are what guesses are scored by. */
export interface Coffee {
  id: string;
  name: string;
  country?: string;
  region?: string;
  process?: string;
  family?: string;
  variety?: string;
  group?: string;
  roast?: string;
  notes?: string[];
  [other: string]: JsonValue | undefined;
}

export interface Candidate {
  id: string;
  name: string;
}

/** `candidates` is empty when any id may be guessed. */
export interface GuessForm {
  candidates: Candidate[];
  fields: Trait[];
}

/** SHA-256 over order, position, salt and the canonical coffee, hexadecimal: published before anybody guesses. */
export interface Commitment {
  /** From 1. */
  position: number;
  /** `A` for the first. */
  label: string;
  commitment: string;
}

/** A coffee that everybody may know, with what proves it. */
export interface RevealedCoffee extends Commitment {
  coffee: Coffee;
  /** 32 bytes, hexadecimal. */
  salt: string;
  /** What was committed to, as UTF-8. */
  canonical: string;
}

/** What somebody takes one cup for. `confidence` 1 to 5. */
export interface Guess {
  label: string;
  coffeeId?: string;
  confidence?: number;
  country?: string;
  process?: string;
  variety?: string;
  roast?: string;
  notes?: string[];
}

/** That these guesses came in, and when; nothing about whether they are right. */
export interface Receipt {
  orderId: string;
  userId: string;
  /** From 1: the highest before the lock counts. */
  number: number;
  atMs: number;
  digest: string;
  signature: string;
}

/** Without `userId` and `userName`: somebody who keeps out of boards. Accuracy is per cent. */
export interface Performer {
  rank: number;
  userId?: string;
  userName?: string;
  correctCount: number;
  totalCount: number;
  accuracy: number;
  /** For traits. */
  points: number;
  /** Consecutive boxes of at least 60 %, with this one. */
  streak: number;
}

export interface RevealResults {
  totalCount: number;
  participants: number;
  averageAccuracy: number;
  topPerformers: Performer[];
}

/** A line of a board. */
export interface BoardLine {
  rank: number;
  userId?: string;
  userName?: string;
  correctCount?: number;
  points: number;
}

/** A box as somebody may see it now. `countdown` and `interval` are seconds. */
export interface BlindBox {
  orderId: string;
  room: string;
  title: string;
  state: BlindBoxState;
  /** Of the newest event told: drop events up to it. */
  seq: number;
  totalCount: number;
  countdown: number;
  interval: number;
  opensAtMs?: number;
  locksAtMs?: number;
  startsAtMs?: number;
  /** T0. */
  startedAtMs?: number;
  /** When the next coffee is due. */
  nextAtMs?: number;
  pausedAtMs?: number;
  serverTimeMs: number;
  form: GuessForm;
  openToAll: boolean;
  guessers: number;
  commitments: Commitment[];
  revealed: RevealedCoffee[];
  /** When it is complete. */
  results?: RevealResults;
  own?: { mayGuess: boolean; guesses?: Guess[]; number?: number; result?: Performer };
}

/** `offsetMs` after the box was scheduled. */
export interface ToldEvent {
  seq: number;
  offsetMs: number;
  event: string;
  data: JsonValue;
}

interface OfOrder {
  orderId: string;
}

/** `seq` is the newest event that the host has seen: another one is refused as `conflict`. */
interface Conduct {
  data: OfOrder & { seq?: number };
  ack: { box: BlindBox };
}

export interface BlindBoxCommands {
  'blindbox.schedule': {
    data: OfOrder & {
      title?: string;
      items: { coffee: Coffee }[];
      form?: { candidates?: Candidate[]; fields?: Trait[] };
      countdown?: number;
      interval?: number;
      opensAtMs?: number;
      locksAtMs?: number;
      startsAtMs?: number;
      openToAll?: boolean;
      spectators?: boolean;
      standings?: boolean;
    };
    ack: { box: BlindBox };
  };
  'blindbox.get': { data: OfOrder; ack: { box: BlindBox } };
  'blindbox.open': Conduct;
  'blindbox.lock': Conduct;
  'blindbox.start': Conduct;
  'blindbox.pause': Conduct;
  'blindbox.resume': Conduct;
  'blindbox.finish': Conduct;
  /** `voids: true` once a coffee is revealed. */
  'blindbox.abort': { data: OfOrder & { seq?: number; voids?: boolean }; ack: { box: BlindBox } };
  'blindbox.grant': { data: OfOrder & { users: string[] }; ack: { added: number } };
  'blindbox.guess': { data: OfOrder & { guesses: Guess[] }; ack: { receipt: Receipt } };
  'blindbox.check-receipt': { data: { receipt: Receipt }; ack: { valid: boolean } };
  'blindbox.hide-name': { data: { hidden: boolean }; ack: { hidden: boolean } };
  'blindbox.leaderboard': {
    data: (OfOrder | { board: 'all-time' | 'season' }) & { from?: number; limit?: number; around?: boolean };
    ack: { size: number; ranked: BoardLine[] };
  };
  'blindbox.replay': {
    data: OfOrder & { after?: number; limit?: number };
    ack: { events: ToldEvent[]; next?: number };
  };
}

/** `seq` rises by one: drop what you have. */
interface Told extends OfOrder {
  seq: number;
  serverTime: number;
}

/** `displayAt` is the moment at which every screen shows it. */
interface Shown extends Told {
  displayAt: number;
}

/** On `room:blind-box-{orderId}`. */
export interface BlindBoxEvents {
  'blindbox.scheduled': Told & { title: string; totalCount: number; commitments: Commitment[] };
  'blindbox.opened': Told & { form: GuessForm; commitments: Commitment[] };
  'blindbox.locked': Told & { guessers: number };
  'reveal-starting': Shown & {
    countdown: number;
    startAt: number;
    interval: number;
    totalCount: number;
    commitments: Commitment[];
  };
  'coffee-revealed': Shown & RevealedCoffee & { totalCount: number; nextAt?: number };
  'blindbox.caught-up': Shown & { totalCount: number; revealed: RevealedCoffee[]; nextAt?: number };
  'blindbox.standings': Shown & { through: number; size: number; changed: BoardLine[] };
  'blindbox.paused': Told & { revealed: number };
  'blindbox.resumed': Told & { nextAt?: number };
  'blindbox.aborted': Told;
  'reveal-complete': Shown & { results: RevealResults; leaderboard: Performer[] };
  /** Ephemeral. */
  'blindbox.guessers': OfOrder & { guessers: number; serverTime: number };
}
